package touchstone.endpoint;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Reads Retry-After, in seconds or as a date (RFC 9110, 10.2.3), and OpenAI's retry-after-ms. */
final class RetryAfter {
  private RetryAfter() {}

  static Optional<Duration> of(ResponseHead head, InstantSource clock) {
    String millis = head.header("retry-after-ms");
    if (millis.matches("[0-9]{1,9}")) {
      return Optional.of(Duration.ofMillis(Long.parseLong(millis)));
    }
    String value = head.header("retry-after");
    if (value.matches("[0-9]{1,9}(\\.[0-9]+)?")) {
      return Optional.of(Duration.ofMillis((long) Math.ceil(Double.parseDouble(value) * 1000)));
    }
    return value.isEmpty() ? Optional.empty() : date(value, clock);
  }

  private static Optional<Duration> date(String value, InstantSource clock) {
    try {
      ZonedDateTime then = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME);
      Duration wait = Duration.between(clock.instant(), then.toInstant());
      return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
    } catch (DateTimeException unreadable) {
      return Optional.empty();
    }
  }
}
