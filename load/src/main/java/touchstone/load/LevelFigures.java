package touchstone.load;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import touchstone.endpoint.WireEvent;
import touchstone.model.Outcome;
import touchstone.model.Text;
import touchstone.model.Usage;

/**
 * The figures of one load level, computed from its traces alone; GLOSSARY.md defines the words.
 * Times are milliseconds; gaps are those between events with content or reasoning.
 *
 * @param distributions by their key in JSON
 * @param cachedShare of the prompt tokens, what the servers' usage says was cached; empty without
 *     such usage
 * @param thinks whether answers begin with reasoning, so that TTFT and TTFO differ
 * @param goodputPerSecond answered requests that keep every limit; empty without limits
 * @param client how the client itself did
 * @param clientLimits why the client and not the server set the figures; empty where it did not
 * @param others the same traces in other tools' definitions; empty where nobody asked
 * @param parts what is reported beside the level's own figures
 */
public record LevelFigures(
    Level level,
    String engine,
    int completed,
    Map<Outcome, Integer> outcomes,
    int warmUps,
    Map<String, Distribution> distributions,
    OptionalDouble requestsPerSecond,
    OptionalDouble outputTokensPerSecond,
    OptionalDouble chunksPerToken,
    int stalls,
    OptionalDouble longestStallMillis,
    boolean reallyStreams,
    boolean tokensCounted,
    OptionalDouble cachedShare,
    boolean thinks,
    List<ObjectiveReading> objectives,
    OptionalDouble goodputPerSecond,
    ClientSide client,
    List<Text> clientLimits,
    List<ConventionFigures> others,
    LevelParts parts) {
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double STALL_MILLIS = 1000;

  /** The figures of the traces of one level, at least one. */
  public static LevelFigures of(List<RequestTrace> all) {
    return of(all, List.of(), ClientSide.UNKNOWN);
  }

  /** The same held against objectives, with what is known of the client. */
  public static LevelFigures of(
      List<RequestTrace> all, List<Objective> objectives, ClientSide client) {
    List<RequestTrace> load = all.stream().filter(each -> !each.mark().sentinel()).toList();
    List<RequestTrace> traces = load.stream().filter(RequestTrace::counts).toList();
    List<RequestTrace> good = traces.stream().filter(RequestTrace::answered).toList();
    Map<Outcome, Integer> outcomes = outcomes(traces);
    double[] gaps = good.stream().flatMapToDouble(t -> gaps(t, 1)).toArray();
    int tokens = good.stream().mapToInt(RequestTrace::tokens).sum();
    int chunks = good.stream().mapToInt(each -> each.output().size()).sum();
    Level level = all.getFirst().level();
    double[] stalls = java.util.Arrays.stream(gaps).filter(gap -> gap > STALL_MILLIS).toArray();
    Map<String, Distribution> distributions = distributions(traces, good, gaps);
    int kept = (int) good.stream().filter(each -> ObjectiveReading.good(each, objectives)).count();
    return new LevelFigures(
        level,
        all.getFirst().engine(),
        outcomes.getOrDefault(Outcome.COMPLETED, 0),
        outcomes,
        load.size() - traces.size(),
        distributions,
        rate(good.size(), traces, level),
        rate(tokens, traces, level),
        tokens > 0 ? OptionalDouble.of((double) chunks / tokens) : OptionalDouble.empty(),
        stalls.length,
        java.util.Arrays.stream(stalls).max(),
        good.isEmpty() || good.stream().filter(LevelFigures::streams).count() * 2 > good.size(),
        good.stream().allMatch(each -> each.usage().source() == Usage.Source.SERVER),
        SessionFigures.cachedShare(good),
        good.stream().filter(LevelFigures::thinks).count() * 2 > good.size(),
        objectives.stream().map(each -> ObjectiveReading.of(each, traces)).toList(),
        objectives.isEmpty() ? OptionalDouble.empty() : rate(kept, traces, level),
        client,
        client.limits(all.getFirst().engine(), distributions),
        List.of(),
        LevelParts.of(all, objectives));
  }

  /** The same with what other tools would have reported. */
  public LevelFigures with(List<ConventionFigures> told) {
    return new LevelFigures(
        level,
        engine,
        completed,
        outcomes,
        warmUps,
        distributions,
        requestsPerSecond,
        outputTokensPerSecond,
        chunksPerToken,
        stalls,
        longestStallMillis,
        reallyStreams,
        tokensCounted,
        cachedShare,
        thinks,
        objectives,
        goodputPerSecond,
        client,
        clientLimits,
        told,
        parts);
  }

  /** Whether every objective is met; true where there are none. */
  public boolean meetsAll() {
    return objectives.stream().allMatch(each -> each.answer() == ObjectiveReading.Answer.MET);
  }

  private static boolean thinks(RequestTrace trace) {
    return trace.output().stream()
        .findFirst()
        .filter(each -> each.kind() == WireEvent.Kind.REASONING)
        .isPresent();
  }

  /** How many requests ended how. */
  static Map<Outcome, Integer> outcomes(List<RequestTrace> traces) {
    Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    for (Outcome each : List.of(Outcome.COMPLETED, Outcome.MODEL_FAIL, Outcome.INFRA_FAIL)) {
      outcomes.put(each, (int) traces.stream().filter(t -> t.outcome() == each).count());
    }
    return outcomes;
  }

  /** Every distribution of requests that count, by its key in JSON. */
  static Map<String, Distribution> distributions(List<RequestTrace> traces) {
    List<RequestTrace> good = traces.stream().filter(RequestTrace::answered).toList();
    return distributions(traces, good, good.stream().flatMapToDouble(t -> gaps(t, 1)).toArray());
  }

  private static Map<String, Distribution> distributions(
      List<RequestTrace> traces, List<RequestTrace> good, double[] gaps) {
    int failed = traces.size() - good.size();
    Map<String, Distribution> all = new LinkedHashMap<>();
    all.put("ttft_ms", spread(good, failed, t -> t.firstNanos().orElseThrow() - t.originNanos()));
    List<RequestTrace> worded =
        good.stream().filter(each -> each.firstContentNanos().isPresent()).toList();
    all.put(
        "ttfo_ms",
        spread(
            worded,
            traces.size() - worded.size(),
            t -> t.firstContentNanos().orElseThrow() - t.originNanos()));
    all.put(
        "itl_ms",
        Distribution.of(good.stream().flatMapToDouble(LevelFigures::itlMillis).toArray(), 0));
    all.put("chunk_gap_ms", Distribution.of(gaps, 0));
    List<RequestTrace> longer = good.stream().filter(each -> each.tokens() > 1).toList();
    all.put(
        "tpot_ms",
        spread(
            longer,
            failed,
            t ->
                (double) (t.lastNanos().orElseThrow() - t.firstNanos().orElseThrow())
                    / (t.tokens() - 1)));
    all.put("e2e_ms", spread(good, failed, t -> t.lastNanos().orElseThrow() - t.originNanos()));
    if (good.stream().anyMatch(each -> each.level().open())) {
      all.put(
          "ttft_from_send_ms",
          spread(good, failed, t -> fromSend(t, t.firstNanos().orElseThrow())));
      all.put(
          "e2e_from_send_ms", spread(good, failed, t -> fromSend(t, t.lastNanos().orElseThrow())));
    }
    List<RequestTrace> sent = traces.stream().filter(each -> each.sentNanos().isPresent()).toList();
    all.put(
        "schedule_lag_ms",
        spread(
            sent,
            traces.size() - sent.size(),
            t -> t.sentNanos().orElseThrow() - t.connectNanos() - t.scheduledNanos()));
    return all;
  }

  private static double fromSend(RequestTrace trace, long nanos) {
    return nanos - trace.sentNanos().orElseThrow();
  }

  private static Distribution spread(
      List<RequestTrace> traces, int censored, ToDoubleFunction<RequestTrace> nanos) {
    return Distribution.of(
        traces.stream().mapToDouble(nanos).map(each -> each / NANOS_PER_MILLI).toArray(), censored);
  }

  /**
   * Tokens that a chunk carries on average, at least 1: a chunk's gap is spread over its tokens.
   */
  private static double perChunk(RequestTrace trace) {
    return Math.max(1, (double) trace.tokens() / Math.max(1, trace.output().size()));
  }

  /** The gaps between an answer's tokens. */
  static java.util.stream.DoubleStream itlMillis(RequestTrace trace) {
    return gaps(trace, perChunk(trace));
  }

  private static java.util.stream.DoubleStream gaps(RequestTrace trace, double divisor) {
    List<TracedEvent> output = trace.output();
    return java.util.stream.IntStream.range(1, output.size())
        .mapToDouble(i ->
            (output.get(i).arrivalNanos() - output.get(i - 1).arrivalNanos())
                / NANOS_PER_MILLI
                / divisor);
  }

  /** An answer streams unless all of it came in the last twentieth of its time, in few reads. */
  private static boolean streams(RequestTrace trace) {
    double waited = trace.firstNanos().orElseThrow() - trace.originNanos();
    double whole = trace.lastNanos().orElseThrow() - trace.originNanos();
    boolean late = whole <= 0 || waited / whole > 0.95;
    return trace.tokens() < 4 || !(late && reads(trace) * 2 <= trace.tokens());
  }

  private static long reads(RequestTrace trace) {
    return trace.output().stream().mapToLong(TracedEvent::arrivalNanos).distinct().count();
  }

  private static double span(List<RequestTrace> run) {
    long first = run.stream().mapToLong(RequestTrace::scheduledNanos).min().orElse(0);
    return (run.stream().mapToLong(RequestTrace::endNanos).max().orElse(0) - first) / 1e9;
  }

  /**
   * In a closed loop by Little's law, so that neither start nor drain counts; in an open one over
   * the time from the first schedule to the last end, of all runs together.
   */
  private static OptionalDouble rate(int count, List<RequestTrace> traces, Level level) {
    double busy =
        traces.stream().mapToDouble(each -> (each.endNanos() - each.scheduledNanos()) / 1e9).sum();
    double seconds = busy / level.value();
    if (level.open()) {
      seconds = RequestTrace.runs(traces).stream().mapToDouble(LevelFigures::span).sum();
    }
    return seconds > 0 ? OptionalDouble.of(count / seconds) : OptionalDouble.empty();
  }
}
