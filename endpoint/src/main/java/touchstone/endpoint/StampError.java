package touchstone.endpoint;

import java.util.Arrays;

/**
 * How far an engine's stamps lay from the true send times, in nanoseconds; percentiles by nearest
 * rank. What the server needs between reading its clock and the kernel's send counts too.
 *
 * @param chunks how many were judged
 */
public record StampError(int chunks, long p50Nanos, long p99Nanos, long maxNanos) {
  /** Sums up at least one error. */
  static StampError of(long[] errors) {
    long[] sorted = errors.clone();
    Arrays.sort(sorted);
    return new StampError(
        sorted.length, rank(sorted, 0.5), rank(sorted, 0.99), sorted[sorted.length - 1]);
  }

  private static long rank(long[] sorted, double quantile) {
    return sorted[Math.max(0, (int) Math.ceil(quantile * sorted.length) - 1)];
  }
}
