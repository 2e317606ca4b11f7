package touchstone.load;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Measured values and how many are missing at the upper end, because their request failed. A failed
 * request counts in every percentile as slower than all that succeeded.
 *
 * @param measured how many values there are
 * @param censored how many failed
 * @param mean of the measured values
 * @param p50 nearest rank, exact; like the others empty where there are too few requests for it or
 *     where it falls among the failed
 * @param max of the measured values
 */
public record Distribution(
    int measured,
    int censored,
    OptionalDouble mean,
    OptionalDouble p50,
    OptionalDouble p95,
    OptionalDouble p99,
    OptionalDouble max) {

  /** Sums up values in any unit. */
  public static Distribution of(double[] values, int censored) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return new Distribution(
        sorted.length,
        censored,
        Arrays.stream(sorted).average(),
        quantile(sorted, censored, 0.5),
        quantile(sorted, censored, 0.95),
        quantile(sorted, censored, 0.99),
        Arrays.stream(sorted).max());
  }

  /** Whether there are enough requests for this quantile: one at least lies above it. */
  static boolean enough(int requests, double quantile) {
    return requests >= Math.round(1 / (1 - quantile));
  }

  private static OptionalDouble quantile(double[] sorted, int censored, double quantile) {
    int n = sorted.length + censored;
    int rank = (int) Math.ceil(quantile * n - 1e-9);
    return enough(n, quantile) && rank <= sorted.length
        ? OptionalDouble.of(sorted[rank - 1])
        : OptionalDouble.empty();
  }
}
