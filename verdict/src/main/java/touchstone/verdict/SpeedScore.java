package touchstone.verdict;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import touchstone.model.Slo;
import touchstone.model.Text;
import touchstone.statistics.Bootstrap;
import touchstone.statistics.Inference;
import touchstone.statistics.Quantiles;
import touchstone.statistics.TInference;
import touchstone.statistics.WeightedSum;
import touchstone.verdict.Evidence.Request;

/**
 * The speed dimension: latencies against their limits on a scale of 1 to 5. A latency at its limit
 * scores 4; half of it one more, twice one less; a request that failed took longer than any limit.
 * Candidates differ request by request: the same request indices are drawn for both in every
 * bootstrap resample.
 */
final class SpeedScore {
  private static final long SEED = 20_261_123;
  private static final int RESAMPLES = 1000;

  /** No clock and no machine repeats itself better than this, in points. */
  private static final double LEAST_ERROR = 0.02;

  static final List<Slo> DEFAULT_LIMITS =
      List.of(new Slo(Slo.Metric.TTFT, 0.95, 1000), new Slo(Slo.Metric.TPOT, 0.95, 100));

  private final List<Slo> limits;
  private final SortedSet<Integer> concurrencies;
  private final Map<String, Evidence.OfCandidate> timed;

  private SpeedScore(
      List<Slo> limits, SortedSet<Integer> concurrencies, Map<String, Evidence.OfCandidate> timed) {
    this.limits = limits;
    this.concurrencies = concurrencies;
    this.timed = timed;
  }

  /** The score of one latency: 4 at the limit, ±1 for each halving or doubling, 1 to 5. */
  static double score(double millis, double limitMillis) {
    double ratio = Math.max(millis, 1e-3) / limitMillis;
    return Math.clamp(4 - Math.log(ratio) / Math.log(2), 1, 5);
  }

  static Measured measure(Requirements requirements, Evidence evidence) {
    Map<String, Evidence.OfCandidate> timed = new LinkedHashMap<>();
    for (Evidence.OfCandidate each : evidence.candidates()) {
      if (each.speed().values().stream().anyMatch(level -> !indices(level, List.of()).isEmpty())) {
        timed.put(each.id(), each);
      }
    }
    SortedSet<Integer> concurrencies = common(timed.values());
    List<Slo> limits = usable(limits(requirements.slos()), concurrencies, timed.values());
    SpeedScore score = new SpeedScore(limits, concurrencies, timed);
    return score.measure();
  }

  private Measured measure() {
    Map<String, Inference> scores = new LinkedHashMap<>();
    Map<Measured.PairKey, Inference> differences = new LinkedHashMap<>();
    if (!limits.isEmpty() && !concurrencies.isEmpty()) {
      timed.forEach((id, one) -> scores.put(id, mean(List.of(one))));
      for (Measured.PairKey pair : GradedDimension.pairs(List.copyOf(timed.keySet()))) {
        List<Evidence.OfCandidate> two =
            timed.values().stream()
                .filter(each -> each.id().equals(pair.a()) || each.id().equals(pair.b()))
                .toList();
        if (concurrencies.stream().allMatch(level -> !indices(level, two).isEmpty())) {
          differences.put(pair, mean(two));
        }
      }
    }
    return new Measured(scores, differences, rule());
  }

  /** The score of one candidate, or the first's lead over the second, over all concurrencies. */
  private Inference mean(List<Evidence.OfCandidate> candidates) {
    List<Inference> parts =
        concurrencies.stream().map(level -> atLevel(level, candidates)).toList();
    double weight = 1.0 / parts.size();
    TInference sum = WeightedSum.of(parts, Collections.nCopies(parts.size(), weight));
    return new TInference(
        sum.value(), sum.standardError(), sum.degreesOfFreedom(), sum.n(), "paired bootstrap t");
  }

  private Inference atLevel(int concurrency, List<Evidence.OfCandidate> candidates) {
    int[] usable = indices(concurrency, candidates).stream().mapToInt(Integer::intValue).toArray();
    int n = usable.length;
    double value = lead(concurrency, candidates, usable);
    if (n < 2) {
      return new TInference(value, Double.POSITIVE_INFINITY, 1, n, "one request");
    }
    double error =
        new Bootstrap(SEED + concurrency, RESAMPLES)
            .standardError(
                n,
                drawn ->
                    lead(
                        concurrency,
                        candidates,
                        IntStream.of(drawn).map(i -> usable[i]).toArray()));
    double unbiased = error * Math.sqrt(n / (n - 1.0));
    return new TInference(value, Math.max(unbiased, LEAST_ERROR), n - 1, n, "bootstrap t");
  }

  private double lead(int concurrency, List<Evidence.OfCandidate> candidates, int[] requests) {
    double first = score(concurrency, candidates.getFirst(), requests);
    return candidates.size() == 1
        ? first
        : first - score(concurrency, candidates.getLast(), requests);
  }

  private double score(int concurrency, Evidence.OfCandidate candidate, int[] requests) {
    Evidence.Speed speed = level(candidate, concurrency);
    double sum = 0;
    for (Slo limit : limits) {
      double[] values = values(speed, limit.metric(), requests);
      double[] known =
          values.length == 0
              ? values(speed, limit.metric(), IntStream.range(0, speed.requests().size()).toArray())
              : values;
      sum += score(Quantiles.of(known).at(limit.quantile()), limit.limitMillis());
    }
    return sum / limits.size();
  }

  private static double[] values(Evidence.Speed speed, Slo.Metric metric, int[] requests) {
    return IntStream.of(requests)
        .mapToObj(i -> speed.requests().get(i))
        .flatMap(java.util.Optional::stream)
        .map(request -> value(request, metric))
        .filter(OptionalDouble::isPresent)
        .mapToDouble(OptionalDouble::getAsDouble)
        .toArray();
  }

  private static OptionalDouble value(Request request, Slo.Metric metric) {
    double millis =
        switch (metric) {
          case TTFT -> request.ttftMillis();
          case TPOT -> request.tpotMillis().orElse(Double.NaN);
          case E2E -> request.e2eMillis();
        };
    return Double.isNaN(millis) ? OptionalDouble.empty() : OptionalDouble.of(millis);
  }

  private static List<Integer> indices(int concurrency, List<Evidence.OfCandidate> candidates) {
    List<Evidence.Speed> levels =
        candidates.stream().map(each -> level(each, concurrency)).toList();
    return indices(levels.getFirst(), levels);
  }

  /** Requests that were sent to all of some candidates. */
  private static List<Integer> indices(Evidence.Speed first, List<Evidence.Speed> others) {
    return IntStream.range(0, first.requests().size())
        .filter(i -> has(first, i) && others.stream().allMatch(each -> has(each, i)))
        .boxed()
        .toList();
  }

  private static boolean has(Evidence.Speed speed, int index) {
    return index < speed.requests().size()
        && speed
            .requests()
            .get(index)
            .filter(request -> !Double.isNaN(request.ttftMillis()))
            .isPresent();
  }

  private static Evidence.Speed level(Evidence.OfCandidate candidate, int concurrency) {
    return candidate.speed().getOrDefault(concurrency, new Evidence.Speed(List.of(), 0, 0, 0));
  }

  private static SortedSet<Integer> common(Iterable<Evidence.OfCandidate> timed) {
    SortedSet<Integer> common = new TreeSet<>();
    timed.forEach(each -> common.addAll(each.speed().keySet()));
    timed.forEach(each -> common.removeIf(key -> indices(level(each, key), List.of()).isEmpty()));
    return common;
  }

  private static List<Slo> limits(List<Slo> declared) {
    List<Slo> limits = new ArrayList<>(declared);
    for (Slo standard : DEFAULT_LIMITS) {
      if (declared.stream().noneMatch(each -> each.metric() == standard.metric())) {
        limits.add(standard);
      }
    }
    return limits;
  }

  private static List<Slo> usable(
      List<Slo> limits, SortedSet<Integer> concurrencies, Iterable<Evidence.OfCandidate> timed) {
    List<Slo> usable = new ArrayList<>(limits);
    for (Evidence.OfCandidate each : timed) {
      for (int concurrency : concurrencies) {
        Evidence.Speed speed = level(each, concurrency);
        int[] all = IntStream.range(0, speed.requests().size()).toArray();
        usable.removeIf(limit -> values(speed, limit.metric(), all).length == 0);
      }
    }
    return usable;
  }

  private Text rule() {
    String list =
        limits.stream()
            .map(each ->
                String.format(
                    Locale.ROOT,
                    "%s p%s ≤ %s ms",
                    each.metric(),
                    Words.plain(each.quantile() * 100),
                    Words.plain(each.limitMillis())))
            .collect(Collectors.joining(", "));
    String levels = concurrencies.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return new Text(
        "刚好卡在时限上得 4 分，每快一倍加 1 分，每慢一倍减 1 分，最低 1 分、最高 5 分，失败的请求算作超时；时限：%s；各项时限与各并发（%s）取平均。"
            .formatted(list, levels),
        "A latency at its limit scores 4, half of it one point more, twice one less, within 1 to 5;"
            + " a failed request is slower than any limit; limits: %s; averaged over limits and concurrencies (%s)."
                .formatted(list, levels));
  }
}
