package touchstone.statistics;

import java.util.OptionalInt;

/**
 * The mean of values that scatter normally with an unknown deviation, which may be looked at after
 * every one of them: the t test mixed over effect sizes (Lai, "On confidence sequences", Annals of
 * Statistics 1976; Wang and Ramdas, "Anytime-valid t-tests and confidence sequences for Gaussian
 * means with unknown variance", arXiv 2310.03722). With {@code S} the sum of the distances to a
 * hypothesis and {@code V} that of their squares the evidence against it after n values is {@code
 * √(c²/(n + c²)) · (1 − S²/((n + c²)·V))^(−n/2)}, c the precision of the effect sizes mixed. As of
 * Student's t, what it promises holds nearly where each value is itself a mean of several cases.
 */
public final class AnytimeT implements Inference {
  /** c²: effect sizes of about half a deviation. */
  private static final double PRECISION = 4;

  private static final int MOST = 1_000_000;

  private final double[] means;
  private final double[] squares;
  private final int cases;

  private AnytimeT(double[] means, double[] squares, int cases) {
    this.means = means;
    this.squares = squares;
    this.cases = cases;
  }

  /**
   * The values seen so far, in the order in which they came.
   *
   * @param values at least one
   * @param leastSquares least sum of squares about the mean: values in steps may be equal by chance
   * @param cases behind all values
   */
  public static AnytimeT of(double[] values, double leastSquares, int cases) {
    if (values.length == 0 || !(leastSquares >= 0)) {
      throw new IllegalArgumentException(
          values.length + " values, squares " + leastSquares + "; expected at least 1 and 0");
    }
    double[] means = new double[values.length];
    double[] squares = new double[values.length];
    double mean = 0;
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      double off = values[i] - mean;
      mean += off / (i + 1);
      sum += off * (values[i] - mean);
      means[i] = mean;
      squares[i] = Math.max(sum, leastSquares);
    }
    return new AnytimeT(means, squares, cases);
  }

  @Override
  public double value() {
    return means[means.length - 1];
  }

  @Override
  public double standardError() {
    int n = means.length;
    return n == 1 ? Double.POSITIVE_INFINITY : Math.sqrt(squares[n - 1] / (n - 1) / n);
  }

  @Override
  public double degreesOfFreedom() {
    return Math.max(1, means.length - 1);
  }

  @Override
  public int n() {
    return cases;
  }

  @Override
  public String method() {
    return "anytime-valid t";
  }

  @Override
  public double pValue(double hypothesis) {
    return Math.min(pValueAtMost(hypothesis), pValueAtLeast(hypothesis));
  }

  @Override
  public double pValueAtMost(double hypothesis) {
    return p(hypothesis, 1);
  }

  @Override
  public double pValueAtLeast(double hypothesis) {
    return p(hypothesis, -1);
  }

  private double p(double hypothesis, int side) {
    double log = 0;
    for (int i = 1; i < means.length; i++) {
      double distance = side * (means[i] - hypothesis);
      if (distance > 0) {
        log = Math.max(log, logE(i + 1, squares[i], distance));
      }
    }
    return Math.exp(-log);
  }

  private static double logE(double n, double squares, double distance) {
    double about = squares + n * distance * distance;
    double share = n * n * distance * distance / ((n + PRECISION) * about);
    return 0.5 * Math.log(PRECISION / (n + PRECISION)) - n / 2 * Math.log1p(-share);
  }

  /** Solved for the distance at every n; the narrowest on either side counts. */
  @Override
  public Estimate estimate(double level) {
    double low = Double.NEGATIVE_INFINITY;
    double high = Double.POSITIVE_INFINITY;
    for (int i = 1; i < means.length; i++) {
      double reach = reach(i + 1, squares[i], 1 - level);
      low = Math.max(low, means[i] - reach);
      high = Math.min(high, means[i] + reach);
    }
    return new Estimate(value(), Math.min(low, high), Math.max(low, high), level, method(), cases);
  }

  private static double reach(double n, double squares, double alpha) {
    double share = -Math.expm1(2 / n * Math.log(alpha * Math.sqrt(PRECISION / (n + PRECISION))));
    double rest = n - share * (n + PRECISION);
    return rest > 0
        ? Math.sqrt(share * (n + PRECISION) * squares / (n * rest))
        : Double.POSITIVE_INFINITY;
  }

  /** If the values to come are like those before. */
  @Override
  public OptionalInt casesToDecide(double margin, double level, double power) {
    return casesToReach(Math.abs(Math.abs(value()) - margin), level, power);
  }

  /** Cases in all after which an end of the interval will be no further from the mean than this. */
  OptionalInt casesToReach(double distance, double level, double power) {
    int seen = means.length;
    double spread = seen == 1 ? 1 : Math.sqrt(squares[seen - 1] / (seen - 1));
    double z = StudentT.normalQuantile(power);
    int units = 2;
    while (units < MOST && !reaches(units, distance, spread, z, 1 - level)) {
      units += Math.max(1, units / 100);
    }
    double needed = Math.ceil((double) units * cases / seen);
    return needed < MOST ? OptionalInt.of((int) needed) : OptionalInt.empty();
  }

  private static boolean reaches(int n, double distance, double spread, double z, double alpha) {
    return reach(n, spread * spread * (n - 1), alpha) <= distance - z * spread / Math.sqrt(n);
  }
}
