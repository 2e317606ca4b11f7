package touchstone.load;

import java.util.stream.LongStream;

/**
 * A rate that grows evenly.
 *
 * @param from requests a second at the start, 0 or more
 * @param to requests a second at the end, above {@code from}
 * @param seconds how long it takes, above 0
 */
public record Ramp(double from, double to, double seconds) {
  public Ramp {
    if (!(from >= 0 && to > from && seconds > 0) || Double.isInfinite(to + seconds)) {
      throw new IllegalArgumentException(
          "a ramp from %s to %s in %s s: expected 0 or more, more than that, above 0"
              .formatted(from, to, seconds));
    }
  }

  /** The rate after so many of its seconds. */
  public double perSecond(double afterSeconds) {
    return from + (to - from) * afterSeconds / seconds;
  }

  /** How far along a rate is, 0 at the start and 1 at the end. */
  double share(double perSecond) {
    return (perSecond - from) / (to - from);
  }

  /** The mean rate. */
  public double mean() {
    return (from + to) / 2;
  }

  /**
   * Arrivals of one a second on average, moved to where the integral of the rate reaches their
   * time: a Poisson process stays one, with the rate of each moment (Çinlar, "Introduction to
   * Stochastic Processes", 1975, section 4.7).
   *
   * @param oneASecond nanoseconds, ascending, without end
   * @return nanoseconds after the start, ascending, up to the end of the ramp
   */
  public LongStream fireTimes(LongStream oneASecond) {
    return oneASecond
        .mapToDouble(nanos -> reached(nanos / 1e9))
        .takeWhile(each -> each < seconds)
        .mapToLong(each -> Math.round(each * 1e9));
  }

  /** The seconds after which so many requests are due. */
  private double reached(double count) {
    double slope = (to - from) / seconds;
    return count == 0 ? 0 : 2 * count / (from + Math.sqrt(from * from + 2 * slope * count));
  }
}
