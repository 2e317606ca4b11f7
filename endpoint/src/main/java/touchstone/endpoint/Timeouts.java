package touchstone.endpoint;

import java.time.Duration;

/**
 * How long is waited.
 *
 * @param connect for a connection, TLS included
 * @param progress for the next byte, the first one too
 * @param request for one attempt in all
 */
public record Timeouts(Duration connect, Duration progress, Duration request) {
  /** 10 s to connect, 120 s without a byte, 10 minutes in all. */
  public static Timeouts standard() {
    return new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(120), Duration.ofMinutes(10));
  }
}
