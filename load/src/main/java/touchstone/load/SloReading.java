package touchstone.load;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import touchstone.model.Slo;
import touchstone.statistics.OrderRanks;

/**
 * What the requests of one probe say of one objective. The quantile is the median-unbiased one
 * (type 8 of Hyndman and Fan, "Sample quantiles in statistical packages", The American Statistician
 * 1996), because a nearest rank among few requests leans to the fast side; where there are too few
 * requests for it, the slowest stands in. A failed request is slower than all others.
 *
 * @param millis infinite where the quantile lies among the failed
 * @param low its 95 % interval between order statistics; empty where the requests do not bound it
 * @param values of all requests that count, ascending
 */
public record SloReading(
    Slo slo, double millis, OptionalDouble low, OptionalDouble high, List<Double> values) {
  private static final double FARTHEST = 2;

  public SloReading {
    values = List.copyOf(values);
  }

  /**
   * Reads the requests that count.
   *
   * @param missing requests that were broken off, slower than all others
   * @return empty where none has it, e.g. TPOT of answers of one token
   */
  static Optional<SloReading> of(Slo slo, List<RequestTrace> traces, int missing) {
    double[] sorted =
        DoubleStream.concat(
                traces.stream().flatMapToDouble(each -> millis(slo.metric(), each).stream()),
                DoubleStream.generate(() -> Double.POSITIVE_INFINITY).limit(missing))
            .toArray();
    Arrays.sort(sorted);
    if (sorted.length == 0) {
      return Optional.empty();
    }
    OrderRanks ranks = OrderRanks.of(sorted.length, slo.quantile(), 0.95);
    return Optional.of(
        new SloReading(
            slo,
            quantile(sorted, slo.quantile()),
            at(sorted, ranks.low()),
            at(sorted, ranks.high()),
            Arrays.stream(sorted).boxed().toList()));
  }

  /** The metric of one request: infinite where it failed, empty where the metric is undefined. */
  static OptionalDouble millis(Slo.Metric metric, RequestTrace trace) {
    if (!trace.answered()) {
      return OptionalDouble.of(Double.POSITIVE_INFINITY);
    }
    long first = trace.firstNanos().orElseThrow();
    long last = trace.lastNanos().orElseThrow();
    return switch (metric) {
      case TTFT -> OptionalDouble.of((first - trace.originNanos()) / 1e6);
      case E2E -> OptionalDouble.of((last - trace.originNanos()) / 1e6);
      case TPOT ->
          trace.tokens() < 2
              ? OptionalDouble.empty()
              : OptionalDouble.of((last - first) / 1e6 / (trace.tokens() - 1));
    };
  }

  /** Whether the objective holds. */
  public boolean met() {
    return millis <= slo.limitMillis();
  }

  /** Natural logarithm of quantile over limit, kept within ±2: above 0 is a breach. */
  double excess() {
    return excess(millis);
  }

  /** The same of one request. */
  double excess(double value) {
    double log = Math.log(Math.max(value, Double.MIN_NORMAL) / slo.limitMillis());
    return Math.clamp(log, -FARTHEST, FARTHEST);
  }

  /** Type 8 of Hyndman and Fan among ascending values. */
  static double quantile(double[] sorted, double quantile) {
    double place = Math.clamp(quantile * (sorted.length + 1.0 / 3) + 1.0 / 3, 1, sorted.length);
    int below = (int) Math.floor(place);
    double share = place - below;
    double value = sorted[below - 1];
    return share < 1e-9 || sorted[below] == value ? value : value + share * (sorted[below] - value);
  }

  private static OptionalDouble at(double[] sorted, int rank) {
    return rank >= 1 && rank <= sorted.length && Double.isFinite(sorted[rank - 1])
        ? OptionalDouble.of(sorted[rank - 1])
        : OptionalDouble.empty();
  }
}
