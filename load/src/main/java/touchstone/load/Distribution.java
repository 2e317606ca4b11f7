package touchstone.load;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import touchstone.statistics.OrderRanks;

/**
 * Measured values and how many are missing at the upper end, because their request failed. A failed
 * request counts in every percentile as slower than all that succeeded.
 *
 * @param measured how many values there are
 * @param censored how many failed
 * @param mean of the measured values
 * @param percentiles by name, {@code p50}, {@code p90}, {@code p95} and {@code p99}
 * @param max of the measured values
 */
public record Distribution(
    int measured,
    int censored,
    OptionalDouble mean,
    Map<String, Percentile> percentiles,
    OptionalDouble max) {
  private static final double[] SHOWN = {0.5, 0.9, 0.95, 0.99};
  private static final Percentile NONE =
      new Percentile(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), false);

  /**
   * One percentile by nearest rank with its 95 % interval between order statistics.
   *
   * @param value empty where there are too few requests for it, or where it falls among the failed
   * @param low empty where the data do not bound it, as with {@code high}
   */
  public record Percentile(
      OptionalDouble value, OptionalDouble low, OptionalDouble high, boolean enough) {
    /** Why there is no value. */
    public Optional<String> note(String name) {
      if (value.isPresent()) {
        return Optional.empty();
      }
      return Optional.of(
          enough ? name + " lies among the failed requests" : "not enough requests for " + name);
    }
  }

  /** Sums up values in any unit. */
  public static Distribution of(double[] values, int censored) {
    double[] sorted = values.clone();
    Arrays.parallelSort(sorted);
    Map<String, Percentile> percentiles = new LinkedHashMap<>();
    for (double each : SHOWN) {
      percentiles.put("p" + Math.round(each * 100), ofSorted(sorted, censored, each));
    }
    return new Distribution(
        sorted.length,
        censored,
        Arrays.stream(sorted).average(),
        percentiles,
        Arrays.stream(sorted).max());
  }

  public OptionalDouble p50() {
    return value("p50");
  }

  public OptionalDouble p90() {
    return value("p90");
  }

  public OptionalDouble p95() {
    return value("p95");
  }

  public OptionalDouble p99() {
    return value("p99");
  }

  private OptionalDouble value(String name) {
    return percentiles.getOrDefault(name, NONE).value();
  }

  /** Whether there are enough requests for this quantile: one at least lies above it. */
  static boolean enough(int requests, double quantile) {
    return requests >= Math.round(1 / (1 - quantile));
  }

  /** One percentile of values in any order. */
  static Percentile percentile(double[] values, int censored, double quantile) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return ofSorted(sorted, censored, quantile);
  }

  private static Percentile ofSorted(double[] sorted, int censored, double quantile) {
    int n = sorted.length + censored;
    if (!enough(n, quantile)) {
      return NONE;
    }
    int rank = (int) Math.ceil(quantile * n - 1e-9);
    OrderRanks ranks = OrderRanks.of(n, quantile, 0.95);
    return new Percentile(
        at(sorted, rank), at(sorted, ranks.low()), at(sorted, ranks.high()), true);
  }

  private static OptionalDouble at(double[] sorted, int rank) {
    return rank >= 1 && rank <= sorted.length
        ? OptionalDouble.of(sorted[rank - 1])
        : OptionalDouble.empty();
  }
}
