package touchstone.load;

import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

/**
 * When requests are to be sent: nanoseconds after the phase's start, ascending, without end. Pure:
 * who sleeps and sends is elsewhere, and a late send does not move the ones after it.
 */
public final class FireTimes {
  private static final double NANOS_PER_SECOND = 1e9;

  private FireTimes() {}

  /** Evenly, computed from the start, so that nothing drifts. */
  public static LongStream constant(double perSecond) {
    check(perSecond);
    return LongStream.iterate(0, n -> n + 1).map(n -> Math.round(n / perSecond * NANOS_PER_SECOND));
  }

  /** A Poisson process: independent exponential gaps, never rescaled to a total. */
  public static LongStream poisson(double perSecond, RandomGenerator random) {
    check(perSecond);
    double[] seconds = {0};
    return LongStream.generate(() -> {
      seconds[0] += random.nextExponential() / perSecond;
      return Math.round(seconds[0] * NANOS_PER_SECOND);
    });
  }

  private static void check(double perSecond) {
    if (!(perSecond > 0) || Double.isInfinite(perSecond)) {
      throw new IllegalArgumentException(perSecond + " requests a second, expected more than 0");
    }
  }
}
