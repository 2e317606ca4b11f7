package touchstone.verdict;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import touchstone.model.Candidate;
import touchstone.model.Facts;
import touchstone.model.Grade;

/**
 * All that a verdict rests on, of every candidate in the selection's order.
 *
 * @param plannedCases graded trials that the plan has for each candidate
 * @param cleanTwins id ({@code suite/case}) of each disturbed case to that of its clean twin
 * @param judged what an accepted judge said; empty where rules alone decide
 * @param watch how a watched run takes its cases; empty for a run of fixed size
 */
public record Evidence(
    List<OfCandidate> candidates,
    int plannedCases,
    Map<String, String> cleanTwins,
    Optional<Judged> judged,
    Optional<Watch> watch) {
  public Evidence {
    candidates = List.copyOf(candidates);
    cleanTwins = Map.copyOf(cleanTwins);
  }

  /** Evidence of a run of fixed size. */
  public Evidence(
      List<OfCandidate> candidates,
      int plannedCases,
      Map<String, String> cleanTwins,
      Optional<Judged> judged) {
    this(candidates, plannedCases, cleanTwins, judged, Optional.empty());
  }

  /** The same without disturbed twins and without a judge. */
  public Evidence(List<OfCandidate> candidates, int plannedCases) {
    this(candidates, plannedCases, Map.of(), Optional.empty());
  }

  /** The same evidence as the rules alone see it. */
  public Evidence withoutJudge() {
    return new Evidence(candidates, plannedCases, cleanTwins, Optional.empty(), watch);
  }

  /** The same evidence of some of the candidates. */
  Evidence of(List<OfCandidate> some) {
    return new Evidence(some, plannedCases, cleanTwins, judged, watch);
  }

  /**
   * One candidate's part.
   *
   * @param speed by concurrency; empty where speed was not measured
   * @param conversation typical tokens of one conversation, for the price
   * @param truncated graded trials with an answer that a cap of ours cut off
   * @param withoutTools cases that its endpoint refused because they offer functions
   */
  public record OfCandidate(
      Candidate candidate,
      Facts facts,
      List<Grade> grades,
      Map<Integer, Speed> speed,
      Optional<Tokens> conversation,
      int truncated,
      Set<String> withoutTools) {
    public OfCandidate {
      withoutTools = Set.copyOf(withoutTools);
      grades = List.copyOf(grades);
      speed = Map.copyOf(speed);
    }

    /** A candidate that takes functions, or was offered none. */
    public OfCandidate(
        Candidate candidate,
        Facts facts,
        List<Grade> grades,
        Map<Integer, Speed> speed,
        Optional<Tokens> conversation,
        int truncated) {
      this(candidate, facts, grades, speed, conversation, truncated, Set.of());
    }

    /** A candidate none of whose answers was cut off. */
    public OfCandidate(
        Candidate candidate,
        Facts facts,
        List<Grade> grades,
        Map<Integer, Speed> speed,
        Optional<Tokens> conversation) {
      this(candidate, facts, grades, speed, conversation, 0);
    }

    /** The candidate's id. */
    public String id() {
      return candidate.id();
    }
  }

  /**
   * Latencies at one concurrency, in milliseconds, one value a request, in the order of the plan's
   * requests so that candidates pair by index; one that failed is {@link Request#FAILED}, one that
   * was never sent is empty.
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
  public record Request(double ttftMillis, Optional<Double> tpotMillis, double e2eMillis) {
    /** A request that was sent and not answered: slower than any limit. */
    public static final Request FAILED =
        new Request(
            Double.POSITIVE_INFINITY,
            Optional.of(Double.POSITIVE_INFINITY),
            Double.POSITIVE_INFINITY);
  }

  /** Tokens of one conversation. */
  public record Tokens(double input, double output) {}
}
