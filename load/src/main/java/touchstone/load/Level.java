package touchstone.load;

/**
 * One load level of a benchmark.
 *
 * @param kind {@code concurrency} (closed loop) or {@code rate} (open loop)
 * @param value requests in flight, or requests a second
 * @param arrivals of an open loop: {@code constant}, {@code poisson} or {@code gamma:CV}; else
 *     empty
 */
public record Level(Kind kind, double value, String arrivals) {
  /** Who decides when a request starts. */
  public enum Kind {
    CONCURRENCY,
    RATE
  }

  /** A closed loop. */
  public static Level concurrency(int users) {
    return new Level(Kind.CONCURRENCY, users, "");
  }

  boolean open() {
    return kind == Kind.RATE;
  }

  /** {@code concurrency 4} or {@code rate 0.5}. */
  public String label() {
    String number = value == Math.rint(value) ? Long.toString((long) value) : "" + value;
    return kind.name().toLowerCase(java.util.Locale.ROOT) + " " + number;
  }
}
