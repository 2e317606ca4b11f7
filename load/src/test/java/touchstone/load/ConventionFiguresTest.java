package touchstone.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import touchstone.endpoint.WireEvent.Kind;
import touchstone.model.Outcome;
import touchstone.model.Usage;

/** Two requests in every tool's words, each figure reckoned by hand. */
class ConventionFiguresTest {
  /**
   * Sent at 0 after 10 ms of connecting; role chunk at 50, words at 100, 120 and 160, the finish
   * chunk at 170, usage at 180, {@code [DONE]} at 190, closed at 200; 5 tokens.
   */
  private static final RequestTrace SHORT = trace(0, 10, 5, 50, new long[] {100, 120, 160});

  /** Sent at 1,000 on the same connection; words at 1,300 and 1,400; 11 tokens. */
  private static final RequestTrace LONG = trace(1000, 0, 11, 1200, new long[] {1300, 1400});

  private static final RequestTrace FAILED = Traces.failed(3, 0, 79);
  private static final List<RequestTrace> ALL =
      List.of(Traces.answered(0, true, 0, Traces.content(5001, 5011)), SHORT, LONG, FAILED);

  @Test
  void vllmBeginsWithTheRoleChunkAndEndsWithTheLastChoice() {
    ConventionFigures vllm = ConventionFigures.of(ALL, Convention.VLLM);
    assertThat(vllm.requests()).isEqualTo(2);
    means(vllm, "ttft_ms", 60, 200);
    means(vllm, "e2e_ms", 180, 410);
    means(vllm, "tpot_ms", (180 - 60) / 4.0, (410 - 200) / 10.0);
    means(vllm, "itl_ms", 50, 20, 40, 10, 100, 100, 10);
    // linear between 20 sorted places: 10 10 20 40 50 100 100
    assertThat(vllm.metric("itl_ms").orElseThrow().p50()).isEqualTo(40);
    assertThat(vllm.metric("ttft_ms").orElseThrow().p90()).isCloseTo(60 + 0.9 * 140, within(1e-9));
    assertThat(vllm.requestsPerSecond().orElseThrow()).isCloseTo(2 / 1.45, within(1e-9));
    assertThat(vllm.outputTokensPerSecond().orElseThrow()).isCloseTo(16 / 1.45, within(1e-9));
  }

  @Test
  void guideLlmLeavesConnectingOutAndWeighsByTokens() {
    ConventionFigures guide = ConventionFigures.of(ALL, Convention.GUIDELLM);
    means(guide, "ttft_ms", 100, 300);
    means(guide, "e2e_ms", 190, 430);
    ConventionFigures.Spread itl = guide.metric("itl_ms").orElseThrow();
    assertThat(itl.mean()).isCloseTo((60.0 + 100) / (4 + 10), within(1e-9));
    assertThat(itl.p50()).as("10 of 14 weigh 100/10 ms").isEqualTo(10);
    assertThat(itl.p90()).isEqualTo(15);
    assertThat(guide.metric("tpot_ms").orElseThrow().mean())
        .isCloseTo((160.0 + 400) / (5 + 11), within(1e-9));
    assertThat(guide.metric("ttft_ms").orElseThrow().p50()).isEqualTo(100);
  }

  @Test
  void aiPerfEndsWithTheLastWordsAndHasNoTpot() {
    ConventionFigures aiperf = ConventionFigures.of(ALL, Convention.AIPERF);
    means(aiperf, "ttft_ms", 110, 300);
    means(aiperf, "e2e_ms", 170, 400);
    means(aiperf, "itl_ms", (170 - 110) / 4.0, (400 - 300) / 10.0);
    means(aiperf, "icl_ms", 20, 40, 100);
    assertThat(aiperf.metric("tpot_ms")).isEmpty();
    assertThat(aiperf.metric("ttft_ms").orElseThrow().p50()).isEqualTo(205);
  }

  @Test
  void evalScopeEndsWithTheUsageChunkAndTakesNearestRanks() {
    ConventionFigures scope = ConventionFigures.of(ALL, Convention.EVALSCOPE);
    means(scope, "ttft_ms", 110, 300);
    means(scope, "e2e_ms", 190, 420);
    means(scope, "itl_ms", 20, 40, 100);
    means(scope, "tpot_ms", (190 - 110) / 4.0, (420 - 300) / 10.0);
    assertThat(scope.metric("ttft_ms").orElseThrow().p50()).isEqualTo(110);
    assertThat(scope.metric("ttft_ms").orElseThrow().p90()).isEqualTo(300);
  }

  @ParameterizedTest
  @EnumSource(Convention.class)
  void whereNothingWasAnsweredThereIsNothingToReport(Convention convention) {
    ConventionFigures none = ConventionFigures.of(List.of(FAILED), convention);
    assertThat(none.requests()).isZero();
    assertThat(none.metrics()).isEmpty();
    assertThat(none.requestsPerSecond()).isEmpty();
  }

  private static void means(ConventionFigures figures, String key, double... values) {
    assertThat(figures.metric(key).orElseThrow().mean())
        .as("%s %s", figures.convention(), key)
        .isCloseTo(Arrays.stream(values).average().orElseThrow(), within(1e-9));
  }

  private static RequestTrace trace(
      long sent, long connecting, int tokens, long role, long[] words) {
    TracedEvent[] content = Traces.content(words);
    long last = words[words.length - 1];
    List<TracedEvent> events = new java.util.ArrayList<>();
    events.add(event(Kind.EMPTY, role, false));
    events.addAll(List.of(content));
    events.add(event(Kind.EMPTY, last + 10, true));
    events.add(event(Kind.USAGE, last + 20, false));
    events.add(event(Kind.DONE, last + 30, false));
    return new RequestTrace(
        "nio",
        Traces.TWO_USERS,
        1,
        false,
        Traces.nanos(sent - connecting - 5),
        OptionalLong.of(Traces.nanos(sent)),
        Traces.nanos(connecting),
        OptionalLong.of(Traces.nanos(role)),
        Traces.nanos(last + 40),
        events,
        Outcome.COMPLETED,
        "",
        "stop",
        new Usage(10, tokens, 0, Usage.Source.SERVER),
        "包邮",
        "",
        Mark.LOAD);
  }

  private static TracedEvent event(Kind kind, long millis, boolean finish) {
    return new TracedEvent(Traces.nanos(millis), 0, 100, kind, finish, Optional.empty());
  }
}
