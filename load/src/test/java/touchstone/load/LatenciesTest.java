package touchstone.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import touchstone.model.Exchange;
import touchstone.model.Outcome;
import touchstone.model.TokenTimeline;
import touchstone.model.Usage;

class LatenciesTest {
  private static final long MILLI = 1_000_000;

  @Test
  void figuresFollowTheGlossary() {
    Latencies figures = Latencies.of(List.of(good(100, 20, 5), good(300, 40, 5)), 2);
    assertThat(figures.ttft().mean()).hasValue(200);
    assertThat(figures.ttft().max()).hasValue(300);
    assertThat(figures.e2e().mean()).hasValue((180 + 460) / 2.0);
    assertThat(figures.tpot().mean()).hasValue(30);
    assertThat(figures.gaps().mean()).hasValue(30);
    assertThat(figures.gapDeviation().orElseThrow()).isCloseTo(10.69, within(0.01));
    assertThat(figures.requestsPerSecond().orElseThrow()).isCloseTo(4 / 0.640, within(1e-9));
    assertThat(figures.outputTokensPerSecond().orElseThrow()).isCloseTo(20 / 0.640, within(1e-9));
    assertThat(figures.ttft().p99()).isEmpty();
  }

  @Test
  void percentilesAreExactAndOnlyGivenWithEnoughRequests() {
    double[] hundred = IntStream.rangeClosed(1, 100).mapToDouble(i -> 101 - i).toArray();
    Distribution whole = Distribution.of(hundred, 0);
    assertThat(whole.p50()).hasValue(50);
    assertThat(whole.p95()).hasValue(95);
    assertThat(whole.p99()).hasValue(99);
    assertThat(Distribution.of(new double[99], 0).p99()).isEmpty();
    assertThat(Distribution.of(new double[20], 0).p95()).isPresent();
    assertThat(Distribution.of(new double[19], 0).p95()).isEmpty();
    assertThat(Distribution.of(new double[0], 0).mean()).isEqualTo(OptionalDouble.empty());
  }

  @Test
  void failuresCountInEveryPercentile() {
    List<Exchange> exchanges = new ArrayList<>(Collections.nCopies(16, good(100, 20, 5)));
    exchanges.addAll(Collections.nCopies(3, failed("request timeout")));
    exchanges.add(failed("refused: Connection refused"));
    Latencies figures = Latencies.of(exchanges, 1);
    assertThat(figures.requests()).isEqualTo(20);
    assertThat(figures.failures()).isEqualTo(4);
    assertThat(figures.timeouts()).isEqualTo(3);
    assertThat(figures.e2e().p50()).hasValue(180);
    assertThat(figures.e2e().p95()).as("falls among the failed").isEmpty();
    assertThat(figures.requestsPerSecond().orElseThrow()).isLessThan(16 / 2.88);
  }

  @Test
  void oneTokenHasNoTpot() {
    assertThat(Latencies.of(List.of(good(100, 20, 1)), 1).tpot().measured()).isZero();
  }

  private static Exchange good(long ttft, long gap, int tokens) {
    List<Long> arrivals =
        LongStream.range(0, tokens).mapToObj(i -> (ttft + i * gap) * MILLI).toList();
    TokenTimeline timeline =
        new TokenTimeline(0, 0, OptionalLong.of(arrivals.getFirst()), arrivals, arrivals.getLast());
    return new Exchange(
        "q", "a", "", "stop", false, Outcome.COMPLETED, "", 1, timeline, usage(tokens));
  }

  private static Exchange failed(String detail) {
    TokenTimeline timeline = new TokenTimeline(0, 0, OptionalLong.empty(), List.of(), 1000 * MILLI);
    return new Exchange("q", "", "", "", false, Outcome.INFRA_FAIL, detail, 1, timeline, usage(0));
  }

  private static Usage usage(int tokens) {
    return new Usage(3, tokens, 0, Usage.Source.SERVER);
  }
}
