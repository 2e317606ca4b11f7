package touchstone.model;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A limit on a metric, e.g. TTFT p95 ≤ 1000 ms.
 *
 * @param quantile 0 to 1, e.g. 0.95
 */
public record Slo(Metric metric, double quantile, double limitMillis) {
  private static final Pattern FORM =
      Pattern.compile(
          "\\s*(ttft|tpot|e2e)\\s+p([0-9]{1,2}(?:\\.[0-9]{1,3})?)\\s*(?:<=|≤|<)\\s*"
              + "([0-9]{1,9}(?:\\.[0-9]{1,6})?)\\s*(ms|s)\\s*");

  /** The latencies that a limit can be put on; GLOSSARY.md defines them. */
  public enum Metric {
    TTFT,
    TPOT,
    E2E
  }

  /**
   * Reads one as people write it: {@code ttft p95 <= 1s}, {@code tpot p99 ≤ 80 ms}; empty where the
   * text is none.
   */
  public static Optional<Slo> parse(String text) {
    Matcher matcher = FORM.matcher(text.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    double unit = matcher.group(4).equals("s") ? 1000 : 1;
    return Optional.of(
        new Slo(
            Metric.valueOf(matcher.group(1).toUpperCase(Locale.ROOT)),
            Double.parseDouble(matcher.group(2)) / 100,
            Double.parseDouble(matcher.group(3)) * unit));
  }
}
