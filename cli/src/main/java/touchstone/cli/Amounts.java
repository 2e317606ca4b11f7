package touchstone.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times and sums of money as people write them, e.g. {@code 1h30m} and {@code 12.5CNY}. */
final class Amounts {
  /** The currency of a sum that names none. */
  static final String CURRENCY = "CNY";

  private static final int MICROS = 6;
  private static final Pattern TIME =
      Pattern.compile("(?:(\\d{1,3})d)?(?:(\\d{1,4})h)?(?:(\\d{1,5})m)?(?:(\\d{1,6})s)?");
  private static final Pattern SUM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?)([A-Z]{3})?");

  private Amounts() {}

  /**
   * A sum of money.
   *
   * @param micros millionths of the currency
   */
  record Sum(long micros, String currency) {}

  /** A time of at least a second; empty where the text is none. */
  static Optional<Duration> time(String text) {
    Matcher matcher = TIME.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Duration time =
        Duration.ofDays(part(matcher, 1))
            .plusHours(part(matcher, 2))
            .plusMinutes(part(matcher, 3))
            .plusSeconds(part(matcher, 4));
    return Optional.of(time).filter(Duration::isPositive);
  }

  private static long part(Matcher matcher, int group) {
    return Optional.ofNullable(matcher.group(group)).map(Long::parseLong).orElse(0L);
  }

  /** A sum of money; empty where the text is none. */
  static Optional<Sum> sum(String text) {
    Matcher matcher = SUM.matcher(text.strip().toUpperCase(Locale.ROOT).replace(" ", ""));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long micros = new BigDecimal(matcher.group(1)).movePointRight(MICROS).longValueExact();
    return Optional.of(new Sum(micros, Optional.ofNullable(matcher.group(2)).orElse(CURRENCY)));
  }

  /** E.g. {@code 1.24 CNY}, rounded up to the cent. */
  static String shown(long micros, String currency) {
    return BigDecimal.valueOf(micros, MICROS).setScale(2, RoundingMode.CEILING).toPlainString()
        + " "
        + currency;
  }

  /** E.g. {@code 3h05m} or {@code 42s}. */
  static String shown(Duration time) {
    if (time.toHours() > 0) {
      return "%dh%02dm".formatted(time.toHours(), time.toMinutesPart());
    }
    return time.toMinutes() > 0
        ? "%dm%02ds".formatted(time.toMinutes(), time.toSecondsPart())
        : Math.max(0, time.toSeconds()) + "s";
  }
}
