package touchstone.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import touchstone.statistics.Estimate;
import touchstone.statistics.Holm;
import touchstone.statistics.Inference;
import touchstone.statistics.Power;

/**
 * Comparisons that are decided together, so that a wrong decision anywhere among them stays as rare
 * as one in twenty. Each is decided by the margin: its interval beyond it, or inside it.
 */
final class Family {
  static final double ALPHA = 0.05;
  static final double POWER = 0.8;
  private static final double WIDEST = 4;

  private Family() {}

  /** One comparison of a family. */
  record Member(Measured.PairKey pair, Inference difference) {}

  /** Decides every comparison, in the given order. */
  static List<Recommendation.Pair> decide(List<Member> members, double margin) {
    double[] pValues =
        members.stream().mapToDouble(each -> undecidedP(each.difference(), margin)).toArray();
    double[] adjusted = Holm.adjust(pValues);
    double[] levels = Holm.levels(pValues, ALPHA);
    List<Recommendation.Pair> pairs = new ArrayList<>();
    for (int i = 0; i < members.size(); i++) {
      pairs.add(pair(members.get(i), margin, pValues[i], adjusted[i], levels[i]));
    }
    return pairs;
  }

  /** The error rate at which the interval begins to settle the comparison. */
  static double undecidedP(Inference difference, double margin) {
    double value = difference.value();
    if (value > margin) {
      return difference.pValue(margin);
    }
    if (value < -margin) {
      return difference.pValue(-margin);
    }
    if (difference.standardError() == 0) {
      return 0;
    }
    return Math.max(difference.pValue(margin), difference.pValue(-margin));
  }

  private static Recommendation.Pair pair(
      Member member, double margin, double p, double adjusted, double level) {
    Inference difference = member.difference();
    boolean decided = adjusted <= ALPHA && p <= level;
    boolean apart = Math.abs(difference.value()) > margin;
    Decision decision =
        !decided ? Decision.UNDECIDED : apart ? Decision.BETTER : Decision.EQUIVALENT;
    return new Recommendation.Pair(
        member.pair().a(),
        member.pair().b(),
        decision,
        within(difference.estimate(1 - level), -WIDEST, WIDEST),
        within(difference.estimate(1 - ALPHA), -WIDEST, WIDEST),
        adjusted,
        decided ? OptionalInt.empty() : casesNeeded(difference, margin, level));
  }

  /** An interval cut to what scores of 1 to 5 can be. */
  static Estimate within(Estimate estimate, double least, double most) {
    return new Estimate(
        Math.clamp(estimate.value(), least, most),
        Math.clamp(estimate.low(), least, most),
        Math.clamp(estimate.high(), least, most),
        estimate.level(),
        estimate.method(),
        estimate.n());
  }

  /** Cases beyond the present ones; empty where the difference sits on the margin. */
  private static OptionalInt casesNeeded(Inference difference, double margin, double level) {
    OptionalInt total =
        new Power(spread(difference), level, POWER).toDecide(difference.value(), margin);
    if (total.isEmpty() || total.getAsInt() > 100_000) {
      return OptionalInt.empty();
    }
    int least = Math.max(total.getAsInt(), difference.leastCases(1 - level));
    return OptionalInt.of(Math.max(1, least - difference.n()));
  }

  /** The standard deviation of one case's difference; 1 where the data do not show any. */
  static double spread(Inference difference) {
    double spread = difference.standardError() * Math.sqrt(difference.n());
    return Double.isFinite(spread) ? Math.max(spread, 0.05) : 1;
  }
}
