package touchstone.statistics;

/**
 * A value with its interval.
 *
 * @param level confidence of the interval, e.g. 0.95
 * @param method how the interval was made, e.g. {@code paired t}
 * @param n cases (or requests) behind it
 */
public record Estimate(double value, double low, double high, double level, String method, int n) {}
