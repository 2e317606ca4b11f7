package touchstone.verdict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import touchstone.statistics.Estimate;
import touchstone.statistics.Holm;
import touchstone.statistics.Inference;
import touchstone.statistics.TInference;

/**
 * Comparisons that are decided together, so that a wrong decision anywhere among them stays as rare
 * as one in twenty. Each is decided by the margin: its interval beyond it, or inside it.
 */
final class Family {
  static final double ALPHA = 0.05;
  static final double POWER = 0.8;
  private static final double WIDEST = 4;

  /** More cases than this nobody will ask. */
  private static final int MOST = 100_000;

  private Family() {}

  /** One comparison of a family. */
  record Member(Measured.PairKey pair, Inference difference) {}

  /**
   * Decides every comparison, in the given order.
   *
   * @param planned comparisons that the family will have in the end; those still to come count as
   *     undecided, so that what is decided now stays decided
   */
  static List<Recommendation.Pair> decide(List<Member> members, double margin, int planned) {
    double[] pValues = new double[Math.max(planned, members.size())];
    Arrays.fill(pValues, 1);
    for (int i = 0; i < members.size(); i++) {
      pValues[i] = undecidedP(members.get(i).difference(), margin);
    }
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
    return Math.min(apartP(difference, margin), insideP(difference, margin));
  }

  /** The same for an interval beyond the margin, on either side. */
  private static double apartP(Inference difference, double margin) {
    return Math.min(difference.pValueAtMost(margin), difference.pValueAtLeast(-margin));
  }

  /** The same for an interval inside it; what is known exactly may lie on its edge. */
  private static double insideP(Inference difference, double margin) {
    boolean exact = difference instanceof TInference && difference.standardError() == 0;
    return exact && Math.abs(difference.value()) <= margin
        ? 0
        : Math.max(difference.pValueAtLeast(margin), difference.pValueAtMost(-margin));
  }

  private static Recommendation.Pair pair(
      Member member, double margin, double p, double adjusted, double level) {
    Inference difference = member.difference();
    boolean decided = adjusted <= ALPHA && p <= level;
    boolean apart = apartP(difference, margin) < insideP(difference, margin);
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
    OptionalInt total = difference.casesToDecide(margin, 1 - level, POWER);
    return total.isEmpty() || total.getAsInt() > MOST
        ? OptionalInt.empty()
        : OptionalInt.of(Math.max(1, total.getAsInt() - difference.n()));
  }
}
