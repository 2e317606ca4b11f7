package touchstone.lifecycle;

import java.math.BigInteger;
import java.util.OptionalLong;

/**
 * How long a deployment has been charged for. It runs from before a start until the end was seen,
 * so that a crash in between counts too long rather than too short.
 *
 * @param closedMillis of the intervals that are over
 */
public record Meter(long closedMillis, OptionalLong openSinceMillis) {
  private static final BigInteger MILLIS_PER_HOUR = BigInteger.valueOf(3_600_000);

  static Meter zero() {
    return new Meter(0, OptionalLong.empty());
  }

  Meter opened(long nowMillis) {
    return openSinceMillis.isPresent() ? this : new Meter(closedMillis, OptionalLong.of(nowMillis));
  }

  Meter closed(long nowMillis) {
    return new Meter(millis(nowMillis), OptionalLong.empty());
  }

  /** Charged so far. */
  public long millis(long nowMillis) {
    return openSinceMillis.isPresent()
        ? closedMillis + Math.max(0, nowMillis - openSinceMillis.getAsLong())
        : closedMillis;
  }

  /** Spent so far in millionths of the currency, rounded up. */
  public long spentMicros(long microsPerHour, long nowMillis) {
    return cost(millis(nowMillis), microsPerHour);
  }

  /** What so much time costs, rounded up. */
  static long cost(long millis, long microsPerHour) {
    return BigInteger.valueOf(millis)
        .multiply(BigInteger.valueOf(microsPerHour))
        .add(MILLIS_PER_HOUR.subtract(BigInteger.ONE))
        .divide(MILLIS_PER_HOUR)
        .min(BigInteger.valueOf(Long.MAX_VALUE))
        .longValueExact();
  }

  /** How much time so much money buys, rounded down. */
  static long bought(long micros, long microsPerHour) {
    return BigInteger.valueOf(micros)
        .multiply(MILLIS_PER_HOUR)
        .divide(BigInteger.valueOf(microsPerHour))
        .min(BigInteger.valueOf(Long.MAX_VALUE))
        .longValueExact();
  }
}
