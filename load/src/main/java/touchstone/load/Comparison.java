package touchstone.load;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import touchstone.model.Slo;
import touchstone.statistics.Bootstrap;
import touchstone.statistics.Estimate;
import touchstone.statistics.Quantiles;

/**
 * Two endpoints under the same load in the same window: how much later the second is, with a 95 %
 * interval. Requests of the same number make a pair; pairs are resampled together (percentile
 * bootstrap), so that the length of a prompt and a disturbance of the moment cancel.
 *
 * @param pairs requests that count on both sides
 * @param metrics by their key in JSON, {@code ttft_ms}, {@code tpot_ms}, {@code e2e_ms}; then by
 *     {@code p50} and {@code p95}
 */
public record Comparison(int pairs, Map<String, Map<String, Effect>> metrics) {
  /** Pairs below which nothing is said. */
  static final int LEAST = 10;

  private static final int RESAMPLES = 2000;
  private static final int DRAWS = 20_000_000;
  private static final double LEVEL = 0.95;
  private static final Map<String, Double> QUANTILES = quantiles();

  /**
   * One figure of both sides, milliseconds.
   *
   * @param a the first endpoint's, empty where it lies among the failed requests, as with {@code b}
   * @param difference b − a with its interval; empty where one side has no value
   */
  public record Effect(OptionalDouble a, OptionalDouble b, Optional<Estimate> difference) {
    /** Whether one side is faster beyond chance, and which. */
    public Faster faster() {
      if (difference.isEmpty()) {
        return Faster.UNKNOWN;
      }
      Estimate estimate = difference.get();
      if (estimate.low() > 0) {
        return Faster.A;
      }
      return estimate.high() < 0 ? Faster.B : Faster.UNKNOWN;
    }
  }

  /** Which endpoint answers sooner. */
  public enum Faster {
    A,
    B,
    UNKNOWN
  }

  private record Pair(RequestTrace a, RequestTrace b) {}

  /** Compares the traces of one level. */
  public static Comparison of(List<RequestTrace> a, List<RequestTrace> b, long seed) {
    List<Pair> pairs = pairs(a, b);
    Map<String, Map<String, Effect>> metrics = new LinkedHashMap<>();
    for (Slo.Metric metric : List.of(Slo.Metric.TTFT, Slo.Metric.TPOT, Slo.Metric.E2E)) {
      String key = metric.name().toLowerCase(Locale.ROOT) + "_ms";
      metrics.put(key, effects(pairs, each -> SloReading.millis(metric, each), seed));
    }
    return new Comparison(pairs.size(), metrics);
  }

  private static List<Pair> pairs(List<RequestTrace> a, List<RequestTrace> b) {
    Map<Integer, RequestTrace> others = new HashMap<>();
    b.stream().filter(RequestTrace::counts).forEach(each -> others.put(each.number(), each));
    List<Pair> pairs = new ArrayList<>();
    a.stream()
        .filter(RequestTrace::counts)
        .sorted(Comparator.comparingInt(RequestTrace::number))
        .forEach(each ->
            Optional.ofNullable(others.get(each.number()))
                .ifPresent(other -> pairs.add(new Pair(each, other))));
    return pairs;
  }

  /** A request that failed is later than all others; one without the figure leaves its pair out. */
  private static Map<String, Effect> effects(
      List<Pair> pairs, Function<RequestTrace, OptionalDouble> metric, long seed) {
    List<Pair> told =
        pairs.stream()
            .filter(
                each -> metric.apply(each.a()).isPresent() && metric.apply(each.b()).isPresent())
            .toList();
    double[] a = told.stream().mapToDouble(each -> metric.apply(each.a()).orElseThrow()).toArray();
    double[] b = told.stream().mapToDouble(each -> metric.apply(each.b()).orElseThrow()).toArray();
    Map<String, Effect> effects = new LinkedHashMap<>();
    QUANTILES.forEach((name, quantile) -> {
      if (a.length >= LEAST && Distribution.enough(a.length, quantile)) {
        effects.put(name, effect(a, b, quantile, seed));
      }
    });
    return effects;
  }

  private static Effect effect(double[] a, double[] b, double quantile, long seed) {
    double ofA = Quantiles.of(a).at(quantile);
    double ofB = Quantiles.of(b).at(quantile);
    if (Double.isInfinite(ofA) || Double.isInfinite(ofB)) {
      return new Effect(finite(ofA), finite(ofB), Optional.empty());
    }
    int resamples = Math.clamp(DRAWS / a.length, 200, RESAMPLES);
    Estimate difference =
        new Bootstrap(seed, resamples)
            .estimate(
                a.length,
                drawn -> difference(at(b, drawn, quantile), at(a, drawn, quantile)),
                LEVEL);
    return new Effect(finite(ofA), finite(ofB), Optional.of(difference));
  }

  /** Where a resample has too many failures on both sides, neither is ahead. */
  private static double difference(double ofB, double ofA) {
    return ofA == ofB ? 0 : ofB - ofA;
  }

  private static double at(double[] values, int[] drawn, double quantile) {
    double[] sample = new double[drawn.length];
    for (int i = 0; i < drawn.length; i++) {
      sample[i] = values[drawn[i]];
    }
    return Quantiles.of(sample).at(quantile);
  }

  private static OptionalDouble finite(double value) {
    return Double.isInfinite(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  private static Map<String, Double> quantiles() {
    Map<String, Double> all = new LinkedHashMap<>();
    all.put("p50", 0.5);
    all.put("p95", 0.95);
    return java.util.Collections.unmodifiableMap(all);
  }
}
