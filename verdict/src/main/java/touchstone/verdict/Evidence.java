package touchstone.verdict;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import touchstone.model.Candidate;
import touchstone.model.Facts;
import touchstone.model.Grade;

/**
 * All that a verdict rests on, of every candidate in the selection's order.
 *
 * @param plannedCases graded trials that the plan has for each candidate
 */
public record Evidence(List<OfCandidate> candidates, int plannedCases) {
  public Evidence {
    candidates = List.copyOf(candidates);
  }

  /**
   * One candidate's part.
   *
   * @param speed by concurrency; empty where speed was not measured
   * @param conversation typical tokens of one conversation, for the price
   */
  public record OfCandidate(
      Candidate candidate,
      Facts facts,
      List<Grade> grades,
      Map<Integer, Speed> speed,
      Optional<Tokens> conversation) {
    public OfCandidate {
      grades = List.copyOf(grades);
      speed = Map.copyOf(speed);
    }
  }

  /**
   * Latencies at one concurrency, in milliseconds, one value a completed request, in the order of
   * the plan's requests so that candidates pair by index; absent values are empty.
   *
   * @param requestsPerSecond completed ones over the time of the phase
   */
  public record Speed(
      List<Optional<Request>> requests,
      double requestsPerSecond,
      double outputTokensPerSecond,
      int failures) {
    public Speed {
      requests = List.copyOf(requests);
    }
  }

  /** One timed request; tpot is absent for an answer of one token. */
  public record Request(double ttftMillis, Optional<Double> tpotMillis, double e2eMillis) {}

  /** Tokens of one conversation. */
  public record Tokens(double input, double output) {}
}
