package touchstone.testing;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import touchstone.document.Value;
import touchstone.model.Text;

/** Durations as a script file writes them: {@code 40ms}, {@code 1.5s}, {@code 250us}. */
final class Durations {
  private static final Pattern WRITTEN = Pattern.compile("(\\d{1,7}(?:\\.\\d{1,6})?)(us|µs|ms|s)");
  private static final Map<String, Integer> NANOS =
      Map.of("us", 1_000, "µs", 1_000, "ms", 1_000_000, "s", 1_000_000_000);

  private Durations() {}

  /** A duration of up to a day. */
  static Duration read(Value value) {
    Matcher matcher = WRITTEN.matcher(value.text().strip());
    if (matcher.matches()) {
      BigDecimal unit = new BigDecimal(NANOS.getOrDefault(matcher.group(2), 0));
      Duration read = Duration.ofNanos(new BigDecimal(matcher.group(1)).multiply(unit).longValue());
      if (read.compareTo(Duration.ofDays(1)) <= 0) {
        return read;
      }
    }
    throw value.wrong(
        new Text("带单位的时间，如 40ms、1.5s、250us", "a duration with its unit, e.g. 40ms, 1.5s, 250us"));
  }
}
