package touchstone.load;

/**
 * One load level of a benchmark.
 *
 * @param kind {@code concurrency} (closed loop), {@code rate} or {@code replay} (open loops)
 * @param value requests in flight, requests a second, or a replay's speed
 * @param arrivals of an open loop: {@code constant}, {@code poisson}, {@code gamma:CV} or the
 *     format of a recording; else empty
 */
public record Level(Kind kind, double value, String arrivals) {
  /** Who decides when a request starts. */
  public enum Kind {
    CONCURRENCY,
    RATE,
    /** Recorded arrivals; the value is how many times as fast as they were. */
    REPLAY
  }

  /** A closed loop. */
  public static Level concurrency(int users) {
    return new Level(Kind.CONCURRENCY, users, "");
  }

  boolean open() {
    return kind != Kind.CONCURRENCY;
  }

  /** {@code concurrency 4} or {@code rate 0.5}. */
  public String label() {
    String number = value == Math.rint(value) ? Long.toString((long) value) : "" + value;
    String word = kind.name().toLowerCase(java.util.Locale.ROOT);
    return kind == Kind.REPLAY ? word + " " + arrivals + " x" + number : word + " " + number;
  }
}
