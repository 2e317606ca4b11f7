package touchstone.load;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import touchstone.model.Outcome;
import touchstone.statistics.Quantiles;

/**
 * The figures of one load level as another tool would report them, from the same trace. Failed
 * requests are left out, as those tools do.
 *
 * @param requests that count for it
 * @param metrics by our key ({@code ttft_ms}, {@code itl_ms}, {@code tpot_ms}, {@code e2e_ms},
 *     {@code icl_ms}); a word that the tool does not use is missing
 */
public record ConventionFigures(
    Convention convention,
    int requests,
    Map<String, Spread> metrics,
    OptionalDouble requestsPerSecond,
    OptionalDouble outputTokensPerSecond) {
  private static final double NANOS_PER_MILLI = 1e6;

  /** Mean and percentiles, milliseconds. */
  public record Spread(double mean, double p50, double p90, double p95, double p99) {
    /** Percentiles linear between order statistics, as NumPy has them. */
    private static Spread linear(double[] values) {
      Quantiles quantiles = Quantiles.of(values);
      return new Spread(
          Arrays.stream(values).average().orElseThrow(),
          quantiles.at(0.5),
          quantiles.at(0.9),
          quantiles.at(0.95),
          quantiles.at(0.99));
    }

    /** Percentiles by the first value at which the share of the weight is reached. */
    private static Spread stepped(List<Weighted> values) {
      List<Weighted> sorted =
          values.stream().sorted(Comparator.comparingDouble(Weighted::value)).toList();
      double weight = sorted.stream().mapToDouble(Weighted::weight).sum();
      double sum = sorted.stream().mapToDouble(each -> each.value() * each.weight()).sum();
      return new Spread(
          sum / weight,
          at(sorted, 0.5 * weight),
          at(sorted, 0.9 * weight),
          at(sorted, 0.95 * weight),
          at(sorted, 0.99 * weight));
    }

    private static double at(List<Weighted> sorted, double needed) {
      double reached = 0;
      for (Weighted each : sorted) {
        reached += each.weight();
        if (reached >= needed * (1 - 1e-12)) {
          return each.value();
        }
      }
      return sorted.getLast().value();
    }
  }

  private record Weighted(double value, double weight) {}

  /** The figures of the traces of one level; the warm-up's and the sentinel's are left out. */
  public static ConventionFigures of(List<RequestTrace> level, Convention convention) {
    List<RequestTrace> good =
        level.stream()
            .filter(each -> each.counts() && each.outcome() != Outcome.INFRA_FAIL)
            .filter(each -> each.sentNanos().isPresent())
            .filter(each -> each.events().stream().anyMatch(convention::output))
            .toList();
    List<RequestTrace> longer = good.stream().filter(each -> each.tokens() > 1).toList();
    Map<String, Spread> metrics = new LinkedHashMap<>();
    put(metrics, convention, "ttft_ms", millis(good, each -> ttft(each, convention)));
    double[] gaps =
        good.stream().flatMapToDouble(each -> Arrays.stream(gaps(each, convention))).toArray();
    double[] decode = millis(longer, each -> decode(each, convention));
    switch (convention) {
      case VLLM, EVALSCOPE -> {
        put(metrics, convention, "itl_ms", gaps);
        put(metrics, convention, "tpot_ms", decode);
      }
      case AIPERF -> {
        put(metrics, convention, "itl_ms", decode);
        put(metrics, convention, "icl_ms", gaps);
      }
      case GUIDELLM -> guide(metrics, good, longer);
    }
    put(metrics, convention, "e2e_ms", millis(good, each -> e2e(each, convention)));
    int tokens = good.stream().mapToInt(RequestTrace::tokens).sum();
    return new ConventionFigures(
        convention,
        good.size(),
        metrics,
        rate(good.size(), good, convention),
        rate(tokens, good, convention));
  }

  /** The figures under each of several conventions. */
  public static List<ConventionFigures> of(List<RequestTrace> level, List<Convention> all) {
    return all.stream().map(each -> of(level, each)).toList();
  }

  /** One figure, empty where the tool has none of that name. */
  public Optional<Spread> metric(String key) {
    return Optional.ofNullable(metrics.get(key));
  }

  private static void guide(
      Map<String, Spread> metrics, List<RequestTrace> good, List<RequestTrace> longer) {
    Convention guide = Convention.GUIDELLM;
    List<Weighted> itl =
        longer.stream()
            .map(each -> {
              double after = each.tokens() - 1.0;
              return new Weighted(outputMillis(each, guide) / after, after);
            })
            .toList();
    List<Weighted> tpot =
        good.stream()
            .filter(each -> each.tokens() > 0)
            .map(each -> {
              double toLast = ttft(each, guide) + outputMillis(each, guide);
              return new Weighted(toLast / each.tokens(), each.tokens());
            })
            .toList();
    if (!itl.isEmpty()) {
      metrics.put("itl_ms", Spread.stepped(itl));
    }
    if (!tpot.isEmpty()) {
      metrics.put("tpot_ms", Spread.stepped(tpot));
    }
  }

  private static double ttft(RequestTrace trace, Convention convention) {
    return (arrivals(trace, convention)[0] - convention.startNanos(trace)) / NANOS_PER_MILLI;
  }

  private static double e2e(RequestTrace trace, Convention convention) {
    return (convention.endNanos(trace) - convention.startNanos(trace)) / NANOS_PER_MILLI;
  }

  private static double decode(RequestTrace trace, Convention convention) {
    return (e2e(trace, convention) - ttft(trace, convention)) / (trace.tokens() - 1);
  }

  /** From the first to the last event with output. */
  private static double outputMillis(RequestTrace trace, Convention convention) {
    long[] arrivals = arrivals(trace, convention);
    return (arrivals[arrivals.length - 1] - arrivals[0]) / NANOS_PER_MILLI;
  }

  private static double[] gaps(RequestTrace trace, Convention convention) {
    long[] arrivals = arrivals(trace, convention);
    double[] gaps = new double[arrivals.length - 1];
    Arrays.setAll(gaps, i -> (arrivals[i + 1] - arrivals[i]) / NANOS_PER_MILLI);
    return gaps;
  }

  private static long[] arrivals(RequestTrace trace, Convention convention) {
    return trace.events().stream()
        .filter(convention::output)
        .mapToLong(TracedEvent::arrivalNanos)
        .toArray();
  }

  /** A count over the time of all runs together. */
  private static OptionalDouble rate(int count, List<RequestTrace> good, Convention convention) {
    double seconds =
        RequestTrace.runs(good).stream().mapToDouble(run -> seconds(run, convention)).sum();
    return seconds > 0 ? OptionalDouble.of(count / seconds) : OptionalDouble.empty();
  }

  /** From the first start to the last end; for vLLM until all is closed. */
  private static double seconds(List<RequestTrace> good, Convention convention) {
    long first = good.stream().mapToLong(convention::startNanos).min().orElse(0);
    boolean whole = convention == Convention.VLLM;
    long last =
        good.stream()
            .mapToLong(each -> whole ? each.endNanos() : convention.endNanos(each))
            .max()
            .orElse(0);
    return (last - first) / 1e9;
  }

  private static double[] millis(List<RequestTrace> traces, ToDoubleFunction<RequestTrace> millis) {
    return traces.stream().mapToDouble(millis).toArray();
  }

  private static void put(
      Map<String, Spread> metrics, Convention convention, String key, double[] values) {
    if (values.length == 0) {
      return;
    }
    boolean linear = convention == Convention.VLLM || convention == Convention.AIPERF;
    metrics.put(
        key,
        linear
            ? Spread.linear(values)
            : Spread.stepped(
                Arrays.stream(values).mapToObj(each -> new Weighted(each, 1)).toList()));
  }
}
