package touchstone.load;

import touchstone.model.Slo;

/** What a load level must hold. */
public sealed interface Objective {
  /** A limit on a quantile of a latency. */
  record Latency(Slo slo) implements Objective {}

  /**
   * A limit on requests without an answer.
   *
   * @param share of all that count, 0 to 1
   */
  record Errors(double share) implements Objective {}

  /** As people write it, e.g. {@code ttft p95 <= 1000 ms} or {@code errors <= 0.5 %}. */
  default String label() {
    return switch (this) {
      case Latency latency ->
          latency.slo().metric().name().toLowerCase(java.util.Locale.ROOT)
              + " p"
              + plain(latency.slo().quantile() * 100)
              + " <= "
              + plain(latency.slo().limitMillis())
              + " ms";
      case Errors errors -> "errors <= " + plain(errors.share() * 100) + " %";
    };
  }

  private static String plain(double value) {
    return java.math.BigDecimal.valueOf(Math.round(value * 1e6), 6)
        .stripTrailingZeros()
        .toPlainString();
  }
}
