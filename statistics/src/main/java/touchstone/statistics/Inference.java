package touchstone.statistics;

import java.util.OptionalInt;

/** What data say of one unknown number: a point, a test of any hypothesis, and its interval. */
public interface Inference {
  /** Least deviation that cases to come are expected to have. */
  double LEAST_SPREAD = 0.05;

  double value();

  /** Infinite where a single unit says nothing of the spread. */
  double standardError();

  double degreesOfFreedom();

  /** Cases (or requests) behind it. */
  int n();

  String method();

  /** Two-sided p-value of the hypothesis that the true number is {@code hypothesis}. */
  double pValue(double hypothesis);

  /** The error rate at which the interval begins to lie above {@code hypothesis} as a whole. */
  default double pValueAtMost(double hypothesis) {
    return value() > hypothesis ? pValue(hypothesis) : 1;
  }

  /** The error rate at which the interval begins to lie below {@code hypothesis} as a whole. */
  default double pValueAtLeast(double hypothesis) {
    return value() < hypothesis ? pValue(hypothesis) : 1;
  }

  /**
   * The numbers that a two-sided test at {@code 1 − level} does not reject.
   *
   * @param level above 0, below 1
   */
  Estimate estimate(double level);

  /** The fewest cases of their own clusters whose interval of a level can have an end at all. */
  default int leastCases(double level) {
    return 2;
  }

  /** The standard deviation of one case; 1 where the data do not show any. */
  default double spread() {
    double spread = standardError() * Math.sqrt(n());
    return Double.isFinite(spread) ? Math.max(spread, LEAST_SPREAD) : 1;
  }

  /**
   * Cases in all, those seen included, after which the interval will lie beyond {@code ±margin} or
   * inside it if the truth is {@link #value()}; empty on the margin or past a million.
   *
   * @param level of the interval
   * @param power chance that it will, e.g. 0.8
   */
  default OptionalInt casesToDecide(double margin, double level, double power) {
    OptionalInt total = new Power(spread(), 1 - level, power).toDecide(value(), margin);
    return total.isEmpty() ? total : OptionalInt.of(Math.max(total.getAsInt(), leastCases(level)));
  }

  /** This and a second inference of the same number, whichever is more cautious. */
  default Inference orWider(Inference other) {
    return new Widest(this, other);
  }
}
