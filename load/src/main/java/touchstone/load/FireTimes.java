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

  /**
   * Independent gamma gaps with a coefficient of variation: 1 is Poisson, above it comes in bursts.
   * Drawn by Marsaglia and Tsang ("A simple method for generating gamma variables", ACM TOMS 2000).
   */
  public static LongStream gamma(double perSecond, double variation, RandomGenerator random) {
    check(perSecond);
    if (!(variation > 0) || Double.isInfinite(variation)) {
      throw new IllegalArgumentException(variation + ": expected a variation above 0");
    }
    double shape = 1 / (variation * variation);
    double[] seconds = {0};
    return LongStream.generate(() -> {
      seconds[0] += drawGamma(shape, random) / shape / perSecond;
      return Math.round(seconds[0] * NANOS_PER_SECOND);
    });
  }

  private static double drawGamma(double shape, RandomGenerator random) {
    if (shape < 1) {
      return drawGamma(shape + 1, random) * Math.pow(1 - random.nextDouble(), 1 / shape);
    }
    double d = shape - 1.0 / 3;
    while (true) {
      double x = random.nextGaussian();
      double v = Math.pow(1 + x / Math.sqrt(9 * d), 3);
      if (v > 0 && Math.log(1 - random.nextDouble()) < x * x / 2 + d - d * v + d * Math.log(v)) {
        return d * v;
      }
    }
  }

  private static void check(double perSecond) {
    if (!(perSecond > 0) || Double.isInfinite(perSecond)) {
      throw new IllegalArgumentException(perSecond + " requests a second, expected more than 0");
    }
  }
}
