package touchstone.load;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import touchstone.statistics.StudentT;

/**
 * How the figures of one level differ between its runs. The runs, not the requests, are the sample:
 * what makes one run faster than the next (the machine's state, a cache, a neighbour) is in these
 * intervals, and not in those of the order statistics within one run.
 *
 * @param runs how many there are
 * @param figures by their key in JSON, such as {@code ttft_ms} or {@code requests_per_s}; then by
 *     {@code p50} and {@code p95}, or by an empty name where the figure is one number
 * @param objectives the figure of each objective
 */
public record Repeats(int runs, Map<String, Map<String, Between>> figures, List<Held> objectives) {
  /** Runs below which an interval between them is not narrow, however close they are. */
  public static final int LEAST = 5;

  /** Runs after which no more are made. */
  public static final int MOST = 10;

  private static final double NARROW = 0.05;
  private static final double LEVEL = 0.95;
  private static final List<String> TIMES = List.of("ttft_ms", "tpot_ms", "e2e_ms");

  public Repeats {
    objectives = List.copyOf(objectives);
  }

  /**
   * One figure between runs: the mean of the runs' values with its Student t interval.
   *
   * @param runs how many have a value
   * @param mean empty where a run has no value, for the slowest runs are those without
   * @param low 0 or more, for no figure is below; empty with fewer than two runs, as is {@code
   *     high}
   */
  public record Between(int runs, OptionalDouble mean, OptionalDouble low, OptionalDouble high) {
    static Between of(List<OptionalDouble> each) {
      double[] values =
          each.stream()
              .filter(OptionalDouble::isPresent)
              .mapToDouble(v -> v.orElseThrow())
              .toArray();
      OptionalDouble none = OptionalDouble.empty();
      if (values.length == 0 || values.length < each.size()) {
        return new Between(values.length, none, none, none);
      }
      double mean = java.util.Arrays.stream(values).average().orElseThrow();
      if (values.length < 2) {
        return new Between(1, OptionalDouble.of(mean), none, none);
      }
      int n = values.length;
      double squares = java.util.Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
      double half =
          StudentT.quantile(1 - (1 - LEVEL) / 2, n - 1) * Math.sqrt(squares / (n - 1) / n);
      return new Between(
          n,
          OptionalDouble.of(mean),
          OptionalDouble.of(Math.max(0, mean - half)),
          OptionalDouble.of(mean + half));
    }

    /** The same in another unit. */
    public Between times(double factor) {
      return new Between(runs, times(mean, factor), times(low, factor), times(high, factor));
    }

    private static OptionalDouble times(OptionalDouble value, double factor) {
      return value.isPresent() ? OptionalDouble.of(value.getAsDouble() * factor) : value;
    }

    /** Whether the interval ends within 5 % of the mean. */
    boolean narrow() {
      return high.isPresent()
          && high.getAsDouble() - mean.orElseThrow() <= NARROW * Math.abs(mean.orElseThrow());
    }
  }

  /**
   * An objective between runs.
   *
   * @param read whether it holds, as its figure between them says
   */
  public record Held(ObjectiveReading read, Between between) {
    public Objective objective() {
      return read.objective();
    }

    static Held of(List<ObjectiveReading> runs) {
      Between between = Between.of(runs.stream().map(ObjectiveReading::value).toList());
      return new Held(ObjectiveReading.of(runs, between), between);
    }
  }

  /** Compares the runs of one level, at least one. */
  public static Repeats of(List<LevelFigures> runs) {
    Map<String, Map<String, Between>> figures = new LinkedHashMap<>();
    for (String key : TIMES) {
      Map<String, Between> quantiles = new LinkedHashMap<>();
      quantiles.put("p50", between(runs, run -> spread(run, key).p50()));
      quantiles.put("p95", between(runs, run -> spread(run, key).p95()));
      figures.put(key, quantiles);
    }
    figures.put("requests_per_s", Map.of("", between(runs, LevelFigures::requestsPerSecond)));
    figures.put(
        "output_tokens_per_s", Map.of("", between(runs, LevelFigures::outputTokensPerSecond)));
    return new Repeats(
        runs.size(),
        figures,
        java.util.stream.IntStream.range(0, runs.getFirst().objectives().size())
            .mapToObj(i -> Held.of(runs.stream().map(run -> run.objectives().get(i)).toList()))
            .toList());
  }

  /**
   * Whether another run would tell nothing new: the figures of the latencies that have an objective
   * (without one, p95 of TTFT and the median of TPOT) are within 5 %, after five runs or more.
   * Figures that no run has are not waited for.
   */
  public boolean narrow() {
    return runs >= LEAST
        && watched().stream().filter(each -> each.runs() > 0).allMatch(Between::narrow);
  }

  private List<Between> watched() {
    List<Between> watched =
        objectives.stream()
            .filter(each -> each.objective() instanceof Objective.Latency)
            .map(Held::between)
            .toList();
    return watched.isEmpty()
        ? List.of(figure("ttft_ms", "p95"), figure("tpot_ms", "p50"))
        : watched;
  }

  /** One figure by its key and its percentile, which is empty where it is one number. */
  public Between figure(String key, String quantile) {
    return java.util.Objects.requireNonNull(
        java.util.Objects.requireNonNull(figures.get(key), key).get(quantile), quantile);
  }

  private static Between between(
      List<LevelFigures> runs, Function<LevelFigures, OptionalDouble> figure) {
    return Between.of(runs.stream().map(figure).toList());
  }

  private static Distribution spread(LevelFigures run, String key) {
    return run.distributions().getOrDefault(key, Distribution.of(new double[0], 0));
  }
}
