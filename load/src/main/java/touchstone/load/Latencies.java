package touchstone.load;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import touchstone.endpoint.ChatResult;
import touchstone.model.Exchange;
import touchstone.model.Outcome;
import touchstone.model.Phase;
import touchstone.model.Sample;
import touchstone.model.TokenTimeline;
import touchstone.model.Usage;

/**
 * The figures of one load level, computed from stored exchanges alone. GLOSSARY.md defines the
 * words; all times are milliseconds.
 *
 * @param failures requests without an answer, the timeouts among them
 * @param gaps between consecutive events with content, pooled over all requests
 * @param gapDeviation their standard deviation: the jitter
 * @param requestsPerSecond answered requests a second
 * @param outputTokensPerSecond over all requests together
 * @param tokensCounted false where some token counts are event counts, because the server sent none
 */
public record Latencies(
    int requests,
    int failures,
    int timeouts,
    Distribution ttft,
    Distribution tpot,
    Distribution e2e,
    Distribution gaps,
    OptionalDouble gapDeviation,
    OptionalDouble requestsPerSecond,
    OptionalDouble outputTokensPerSecond,
    boolean tokensCounted) {
  private static final double NANOS_PER_MILLI = 1e6;

  /** The figures of the samples of one load level. */
  public static Latencies ofSamples(List<Sample> samples, Phase.Load level) {
    return of(
        samples.stream()
            .filter(sample -> sample.key().phase().equals(level))
            .flatMap(sample -> sample.exchanges().stream())
            .toList(),
        level.concurrency());
  }

  /**
   * The figures of a closed loop. Rates follow from Little's law, requests in flight over the mean
   * time that one takes, so that neither the start nor the drain of the loop counts.
   *
   * @param exchanges without the warm-up's
   */
  public static Latencies of(List<Exchange> exchanges, int concurrency) {
    List<Exchange> tried =
        exchanges.stream().filter(each -> each.outcome() != Outcome.SKIPPED).toList();
    List<Exchange> good = tried.stream().filter(Latencies::answered).toList();
    int failures = tried.size() - good.size();
    double[] gaps = good.stream().flatMapToDouble(each -> gaps(each.timeline())).toArray();
    double busySeconds =
        tried.stream().mapToDouble(each -> busyMillis(each.timeline())).sum() / 1000;
    int tokens = good.stream().mapToInt(each -> each.usage().completionTokens()).sum();
    return new Latencies(
        tried.size(),
        failures,
        (int) tried.stream().filter(ChatResult::timedOut).count(),
        distribution(good, failures, Latencies::ttft),
        distribution(good, 0, Latencies::tpot),
        distribution(good, failures, Latencies::e2e),
        Distribution.of(gaps, 0),
        deviation(gaps),
        rate(good.size(), concurrency, busySeconds),
        rate(tokens, concurrency, busySeconds),
        good.stream().allMatch(each -> each.usage().source() == Usage.Source.SERVER));
  }

  /**
   * The same with rates over a time that was measured, for a loop that could not keep its requests
   * in flight.
   *
   * @param seconds from the first request to the last end, above 0
   */
  public Latencies over(double seconds) {
    double answered = requests - failures;
    double perRequest =
        outputTokensPerSecond.orElse(0) / Math.max(requestsPerSecond.orElse(0), Double.MIN_NORMAL);
    return new Latencies(
        requests,
        failures,
        timeouts,
        ttft,
        tpot,
        e2e,
        gaps,
        gapDeviation,
        OptionalDouble.of(answered / seconds),
        OptionalDouble.of(answered * perRequest / seconds),
        tokensCounted);
  }

  private static boolean answered(Exchange exchange) {
    return exchange.outcome() != Outcome.INFRA_FAIL
        && !exchange.timeline().arrivalsNanos().isEmpty();
  }

  private static Distribution distribution(
      List<Exchange> good, int failures, Function<Exchange, OptionalDouble> metric) {
    double[] values = good.stream().map(metric).flatMapToDouble(OptionalDouble::stream).toArray();
    return Distribution.of(values, failures);
  }

  private static OptionalDouble ttft(Exchange exchange) {
    return OptionalDouble.of(exchange.timeline().arrivalsNanos().getFirst() / NANOS_PER_MILLI);
  }

  private static OptionalDouble e2e(Exchange exchange) {
    return OptionalDouble.of(exchange.timeline().endNanos() / NANOS_PER_MILLI);
  }

  // (E2E − TTFT) / (output tokens − 1), undefined for one token.
  private static OptionalDouble tpot(Exchange exchange) {
    int tokens = exchange.usage().completionTokens();
    if (tokens < 2) {
      return OptionalDouble.empty();
    }
    TokenTimeline timeline = exchange.timeline();
    double millis = (timeline.endNanos() - timeline.arrivalsNanos().getFirst()) / NANOS_PER_MILLI;
    return OptionalDouble.of(millis / (tokens - 1));
  }

  private static DoubleStream gaps(TokenTimeline timeline) {
    List<Long> arrivals = timeline.arrivalsNanos();
    return LongStream.range(1, arrivals.size())
        .mapToDouble(i -> (arrivals.get((int) i) - arrivals.get((int) i - 1)) / NANOS_PER_MILLI);
  }

  private static double busyMillis(TokenTimeline timeline) {
    return (timeline.connectNanos() + timeline.endNanos()) / NANOS_PER_MILLI;
  }

  private static OptionalDouble deviation(double[] values) {
    if (values.length < 2) {
      return OptionalDouble.empty();
    }
    double mean = DoubleStream.of(values).average().orElseThrow();
    double squares = DoubleStream.of(values).map(v -> (v - mean) * (v - mean)).sum();
    return OptionalDouble.of(Math.sqrt(squares / (values.length - 1)));
  }

  private static OptionalDouble rate(int count, int concurrency, double busySeconds) {
    return busySeconds > 0
        ? OptionalDouble.of(count * concurrency / busySeconds)
        : OptionalDouble.empty();
  }
}
