package touchstone.verdict;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import touchstone.model.Dimension;
import touchstone.model.Text;
import touchstone.statistics.Estimate;

/**
 * The answer: which candidate, how sure, and what would change it.
 *
 * @param candidate id of the one to take: the winner, the cheaper of equivalent ones, or empty
 * @param overall the weighted mean, compared as one declared score
 * @param coverage by candidate id
 */
public record Recommendation(
    Decision decision,
    Optional<String> candidate,
    Text sentence,
    List<Text> why,
    Text certainty,
    List<Text> wouldChange,
    List<Caveat> caveats,
    Compared overall,
    List<OfDimension> dimensions,
    Map<String, Coverage> coverage,
    Map<String, Cost> costs) {
  public Recommendation {
    why = List.copyOf(why);
    wouldChange = List.copyOf(wouldChange);
    caveats = List.copyOf(caveats);
    dimensions = List.copyOf(dimensions);
    coverage = inOrder(coverage);
    costs = inOrder(costs);
  }

  /** A copy in the given order, so that the same evidence prints the same report. */
  private static <V> Map<String, V> inOrder(Map<String, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  /**
   * One dimension; the rule says how its scores come about.
   *
   * @param weight as declared, before weights of dimensions without data are shared out
   * @param floor 1 where there is none
   */
  public record OfDimension(
      Dimension dimension, double weight, double floor, Text rule, Compared compared) {}

  /**
   * Candidates compared on one score.
   *
   * @param scores in the order of the selection, 1 to 5 by candidate id, with intervals; a
   *     candidate without data is absent
   * @param belowFloor ids of candidates under the floor
   * @param best id of the best where the decision is BETTER
   */
  public record Compared(
      Decision decision,
      Optional<String> best,
      Map<String, Estimate> scores,
      List<String> belowFloor,
      List<Pair> pairs) {
    public Compared {
      scores = inOrder(scores);
      belowFloor = List.copyOf(belowFloor);
      pairs = List.copyOf(pairs);
    }
  }

  /**
   * Two candidates on one score.
   *
   * @param difference a − b, higher is better for a; its interval has the level that Holm's
   *     procedure gave this pair, so that all intervals of a family hold together at 95 %
   * @param alone the same difference with the 95 % interval that it would have alone
   * @param adjustedP Holm-adjusted p-value of the decision: the family's error rate at which the
   *     interval begins to lie beyond the margin or inside it; decided where at most 0.05
   * @param casesNeeded cases still needed to decide, where undecided and computable
   */
  public record Pair(
      String a,
      String b,
      Decision decision,
      Estimate difference,
      Estimate alone,
      double adjustedP,
      OptionalInt casesNeeded) {}

  /**
   * Trials by how they ended; they add up to the plan's.
   *
   * @param skipped never put to the candidate
   * @param settled of these, the ones that a watched run left out because nothing was open any more
   */
  public record Coverage(
      int scored, int modelFail, int infraFail, int judgeFail, int skipped, int settled) {
    /** Of a candidate that nothing was left out for because it was settled. */
    public Coverage(int scored, int modelFail, int infraFail, int judgeFail, int skipped) {
      this(scored, modelFail, infraFail, judgeFail, skipped, 0);
    }

    public int total() {
      return scored + modelFail + infraFail + judgeFail + skipped;
    }
  }

  /** Price of a candidate, as far as it is known; in the requirements' currency. */
  public record Cost(Optional<Double> perThousandConversations, Text explanation) {}

  /** Something to know beside the verdict, e.g. different quantizations. */
  public record Caveat(String id, Text text) {}
}
