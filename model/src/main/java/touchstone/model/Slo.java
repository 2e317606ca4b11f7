package touchstone.model;

/**
 * A limit on a metric, e.g. TTFT p95 ≤ 1000 ms.
 *
 * @param quantile 0 to 1, e.g. 0.95
 */
public record Slo(Metric metric, double quantile, double limitMillis) {
  /** The latencies that a limit can be put on; GLOSSARY.md defines them. */
  public enum Metric {
    TTFT,
    TPOT,
    E2E
  }
}
