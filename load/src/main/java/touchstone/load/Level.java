package touchstone.load;

import java.util.Locale;
import java.util.Optional;

/**
 * One load level of a benchmark.
 *
 * @param kind {@code concurrency} (closed loop), {@code rate}, {@code ramp} or {@code replay} (open
 *     loops)
 * @param value requests in flight, requests a second (of a ramp, on average), or a replay's speed
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

  boolean open() {
    return kind != Kind.CONCURRENCY;
  }

  /** {@code concurrency 4}, {@code rate 0.5}, {@code ramp 1..20} or {@code replay mooncake x2}. */
  public String label() {
    String word = kind.name().toLowerCase(Locale.ROOT);
    return ramp.map(each -> word + " " + plain(each.from()) + ".." + plain(each.to()))
        .orElseGet(() -> word + (kind == Kind.REPLAY ? " " + arrivals + " x" : " ") + plain(value));
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : "" + value;
  }
}
