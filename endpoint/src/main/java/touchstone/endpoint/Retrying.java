package touchstone.endpoint;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When a failed attempt is sent again. Being turned away with 429 does not use up attempts, only
 * patience: it is a question of pace.
 *
 * @param attempts at least 1
 * @param firstDelay before the second attempt; doubled for each further one
 * @param longestDelay no pause of our own is longer
 * @param patience how long a request may wait in pauses altogether
 */
public record Retrying(
    int attempts, Duration firstDelay, Duration longestDelay, Duration patience) {
  public Retrying {
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts " + attempts + ", expected at least 1");
    }
  }

  /** Four attempts, half a second to half a minute apart, for ten minutes at most. */
  public static Retrying standard() {
    return new Retrying(4, Duration.ofMillis(500), Duration.ofSeconds(30), Duration.ofMinutes(10));
  }

  /** One attempt. */
  public static Retrying never() {
    return new Retrying(1, Duration.ZERO, Duration.ZERO, Duration.ZERO);
  }

  /**
   * The pause after a failed attempt: what the server asks for plus up to a tenth, or exponential
   * back-off with full jitter in its upper half.
   *
   * @param failed attempts that have failed so far, at least 1
   */
  public Duration delay(int failed, Optional<Duration> retryAfter, RandomGenerator random) {
    if (retryAfter.isPresent()) {
      return retryAfter.get().plus(share(retryAfter.get(), 0.1 * random.nextDouble()));
    }
    long doubled = firstDelay.toNanos() << Math.min(failed - 1, 20);
    Duration ceiling =
        doubled < 0 || doubled > longestDelay.toNanos() ? longestDelay : Duration.ofNanos(doubled);
    return share(ceiling, 0.5 + 0.5 * random.nextDouble());
  }

  private static Duration share(Duration whole, double share) {
    return Duration.ofNanos((long) (whole.toNanos() * share));
  }
}
