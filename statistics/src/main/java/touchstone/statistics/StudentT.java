package touchstone.statistics;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/** Student's t and the normal distribution; infinite degrees of freedom give the normal. */
public final class StudentT {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  private StudentT() {}

  /** The value that a share {@code p} (0 to 1) of the standard normal lies below. */
  public static double normalQuantile(double p) {
    return NORMAL.inverseCumulativeProbability(p);
  }

  /** The share of the standard normal below {@code x}. */
  public static double normalCumulative(double x) {
    return NORMAL.cumulativeProbability(x);
  }

  /**
   * The value that a share {@code p} (0 to 1) of the t distribution lies below.
   *
   * @param degreesOfFreedom above 0, not necessarily whole
   */
  public static double quantile(double p, double degreesOfFreedom) {
    return TDistribution.of(degreesOfFreedom).inverseCumulativeProbability(p);
  }

  /** The probability of a value at least as far from 0 as {@code t}, on either side. */
  public static double twoSided(double t, double degreesOfFreedom) {
    return Math.min(1, 2 * TDistribution.of(degreesOfFreedom).survivalProbability(Math.abs(t)));
  }
}
