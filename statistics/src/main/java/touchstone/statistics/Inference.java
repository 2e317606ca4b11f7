package touchstone.statistics;

/** What data say of one unknown number: a point, a test of any hypothesis, and its interval. */
public interface Inference {
  double value();

  /** Infinite where a single unit says nothing of the spread. */
  double standardError();

  double degreesOfFreedom();

  /** Cases (or requests) behind it. */
  int n();

  String method();

  /** Two-sided p-value of the hypothesis that the true number is {@code hypothesis}. */
  double pValue(double hypothesis);

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

  /** This and a second inference of the same number, whichever is more cautious. */
  default Inference orWider(Inference other) {
    return new Widest(this, other);
  }
}
