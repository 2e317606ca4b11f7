package touchstone.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import touchstone.model.Candidate;
import touchstone.verdict.Requirements;

/**
 * What the user decides before a run.
 *
 * @param suites names or paths, in order
 * @param shop the profile that takes the place of the suites' own
 * @param judge the model that he named as judge; graded by rules alone where absent
 * @param watched whether the later candidates may stop when the answer is known
 */
public record Selection(
    String name,
    List<Candidate> candidates,
    List<String> suites,
    Optional<Path> shop,
    Requirements requirements,
    Optional<Judge> judge,
    Budget budget,
    Depth depth,
    Answers answers,
    boolean watched) {
  public Selection {
    candidates = told(candidates);
    suites = List.copyOf(suites);
  }

  /** The same candidates; where two bear one label, each gets its id added, so that people see. */
  private static List<Candidate> told(List<Candidate> candidates) {
    return candidates.stream()
        .map(each ->
            alone(each, candidates) ? each : named(each, each.label() + " (" + each.id() + ")"))
        .toList();
  }

  private static boolean alone(Candidate candidate, List<Candidate> all) {
    return all.stream().filter(each -> each.label().equals(candidate.label())).count() < 2;
  }

  private static Candidate named(Candidate candidate, String label) {
    return new Candidate(candidate.id(), label, candidate.source(), candidate.price());
  }

  /**
   * A model that is to compare answers.
   *
   * @param model always with an address, and a price for tokens where one was given
   * @param allowFamily whether it may judge candidates of its own family
   */
  public record Judge(Candidate model, boolean allowFamily) {}

  /** The judge as one more model that is sent to. */
  public Optional<Candidate> judgeModel() {
    return judge.map(Judge::model);
  }

  /**
   * Caps on the whole run.
   *
   * @param minutes of wall time
   * @param money in the requirements' currency
   */
  public record Budget(OptionalDouble minutes, OptionalDouble money) {}

  /**
   * How answers are drawn.
   *
   * @param maxTokens cap, the depth's own where absent
   * @param temperature 0 is greedy
   * @param seed fixes every source of chance
   */
  public record Answers(OptionalInt maxTokens, double temperature, long seed) {}
}
