package touchstone.load;

import java.util.Locale;
import java.util.Optional;

/**
 * One load level of a benchmark.
 *
 * @param kind {@code concurrency} (closed loop), {@code rate}, {@code ramp} or {@code replay} (open
 *     loops), {@code customers} or {@code customer_rate} (sessions)
 * @param value requests in flight, requests a second (of a ramp, on average), a replay's speed,
 *     customers at once, or new customers a second
 * @param arrivals of an open loop: {@code constant}, {@code poisson}, {@code gamma:CV} or the
 *     format of a recording; else empty
 * @param ramp how the rate grows; of a ramp only
 */
public record Level(Kind kind, double value, String arrivals, Optional<Ramp> ramp) {
  /** Who decides when a request starts. */
  public enum Kind {
    CONCURRENCY,
    RATE,
    /** A rate that grows. */
    RAMP,
    /** So many customers at once, each in a session. */
    CUSTOMERS,
    /** So many new customers a second, each with a session. */
    CUSTOMER_RATE,
    /** Recorded arrivals; the value is how many times as fast as they were. */
    REPLAY
  }

  public Level(Kind kind, double value, String arrivals) {
    this(kind, value, arrivals, Optional.empty());
  }

  /** A closed loop. */
  public static Level concurrency(int users) {
    return new Level(Kind.CONCURRENCY, users, "");
  }

  /** An open loop whose rate grows. */
  public static Level ramp(Ramp ramp, String arrivals) {
    return new Level(Kind.RAMP, ramp.mean(), arrivals, Optional.of(ramp));
  }

  /** Whether latency counts from when a request was due: by a schedule, or after a pause. */
  boolean open() {
    return kind != Kind.CONCURRENCY;
  }

  /**
   * {@code concurrency 4}, {@code rate 0.5}, {@code ramp 1..20}, {@code replay mooncake x2} and so
   * on.
   */
  public String label() {
    String word = kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return ramp.map(each -> word + " " + plain(each.from()) + ".." + plain(each.to()))
        .orElseGet(() -> word + (kind == Kind.REPLAY ? " " + arrivals + " x" : " ") + plain(value));
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : "" + value;
  }
}
