package touchstone.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import touchstone.load.ObjectiveReading.Answer;
import touchstone.model.Outcome;
import touchstone.model.Slo;

class LevelFiguresTest {
  private static final Objective FAST = new Objective.Latency(new Slo(Slo.Metric.TTFT, 0.5, 60));
  private static final Objective RARE = new Objective.Latency(new Slo(Slo.Metric.TTFT, 0.99, 60));
  private static final Objective SOUND = new Objective.Errors(0.5);

  private static final RequestTrace COLD =
      Traces.answered(0, true, 0, Traces.content(5001, 5011, 5021));
  private static final RequestTrace PLAIN =
      Traces.answered(1, false, 0, Traces.content(101, 111, 121));
  private static final RequestTrace THINKING =
      Traces.answered(2, false, 200, Traces.thinking(251, 301, 311));
  private static final RequestTrace FAILED = Traces.failed(3, 0, 79);

  private static final LevelFigures FIGURES =
      LevelFigures.of(
          List.of(COLD, PLAIN, THINKING, FAILED), List.of(FAST, RARE, SOUND), ClientSide.UNKNOWN);

  @Test
  void figuresAreThoseReckonedByHand() {
    assertThat(FIGURES.warmUps()).isEqualTo(1);
    assertThat(FIGURES.outcomes())
        .containsEntry(Outcome.COMPLETED, 2)
        .containsEntry(Outcome.INFRA_FAIL, 1);
    assertThat(mean("ttft_ms")).isCloseTo((100 + 50) / 2.0, within(1e-9));
    assertThat(mean("ttfo_ms")).isCloseTo((100 + 100) / 2.0, within(1e-9));
    assertThat(mean("e2e_ms")).isCloseTo((120 + 110) / 2.0, within(1e-9));
    assertThat(mean("tpot_ms")).isCloseTo((10 + 30) / 2.0, within(1e-9));
    assertThat(mean("chunk_gap_ms")).isCloseTo((10 + 10 + 50 + 10) / 4.0, within(1e-9));
    assertThat(mean("schedule_lag_ms")).isCloseTo(1, within(1e-9));
  }

  @Test
  void ratesFollowLittlesLawOverAllThatWasTried() {
    double seconds = (0.121 + 0.111 + 0.079) / 2;
    assertThat(FIGURES.requestsPerSecond().orElseThrow()).isCloseTo(2 / seconds, within(1e-9));
    assertThat(FIGURES.outputTokensPerSecond().orElseThrow()).isCloseTo(6 / seconds, within(1e-9));
    assertThat(FIGURES.goodputPerSecond().orElseThrow()).isCloseTo(1 / seconds, within(1e-9));
    assertThat(FIGURES.cachedShare()).hasValue(0.5);
  }

  @Test
  void eachObjectiveIsMetMissedOrCannotBeTold() {
    assertThat(FIGURES.objectives())
        .extracting(ObjectiveReading::answer)
        .containsExactly(Answer.MISSED, Answer.TOO_FEW, Answer.MET);
    ObjectiveReading fast = FIGURES.objectives().getFirst();
    assertThat(fast.value()).as("50, 100, failed").hasValue(100);
    assertThat(fast.objective().label()).isEqualTo("ttft p50 <= 60 ms");
    assertThat(FIGURES.objectives().getLast().value().orElseThrow())
        .isCloseTo(1 / 3.0, within(1e-9));
    assertThat(SOUND.label()).isEqualTo("errors <= 50 %");
    assertThat(FIGURES.meetsAll()).isFalse();
  }

  @Test
  void aQuantileAmongTheFailedIsMissedWithoutAValue() {
    ObjectiveReading read =
        ObjectiveReading.of(FAST, List.of(THINKING, FAILED, Traces.failed(4, 0, 5)));
    assertThat(read.answer()).isEqualTo(Answer.MISSED);
    assertThat(read.value()).isEmpty();
  }

  @Test
  void aBusyClientMarksTheLevelAndSaysWhy() {
    ClientSide busy =
        new ClientSide(Optional.empty(), OptionalDouble.of(12), OptionalDouble.of(0.97));
    LevelFigures figures = LevelFigures.of(List.of(PLAIN), List.of(), busy);
    assertThat(figures.clientLimits())
        .extracting(each -> each.en())
        .containsExactly(
            "the event loop was 12.0 ms late (p99, at most 5 ms)",
            "the client took 97 % of all CPU time");
    assertThat(FIGURES.clientLimits()).isEmpty();
  }

  @Test
  void aLateLoopSpoilsNoStampsOfTheKernel() {
    ClientSide late =
        new ClientSide(Optional.empty(), OptionalDouble.of(12), OptionalDouble.of(0.3));
    Map<String, Distribution> slow = distributions(2000);
    assertThat(late.limits("epoll", slow)).isEmpty();
    assertThat(late.limits("nio", slow)).hasSize(1);
    assertThat(late.limits("epoll", distributions(100)))
        .as("more than a twentieth of a request")
        .extracting(each -> each.en())
        .containsExactly("the event loop was 12.0 ms late (p99, at most 5 ms)");
  }

  private static Map<String, Distribution> distributions(double wholeMillis) {
    double[] whole = new double[200];
    java.util.Arrays.fill(whole, wholeMillis);
    return Map.of(
        "e2e_ms",
        Distribution.of(whole, 0),
        "schedule_lag_ms",
        Distribution.of(new double[200], 0));
  }

  @Test
  void theJsonHasEveryKey() {
    JsonNode level = FiguresJson.of(List.of(FIGURES)).get("levels").get(0);
    assertThat(level.propertyNames())
        .contains(
            "engine",
            "engine_error_us",
            "client_limited",
            "requests",
            "ttft_ms",
            "ttfo_ms",
            "itl_ms",
            "chunk_gap_ms",
            "tpot_ms",
            "e2e_ms",
            "schedule_lag_ms",
            "requests_per_s",
            "output_tokens_per_s",
            "chunks_per_token",
            "goodput_per_s",
            "stalls",
            "really_streams",
            "cached_share",
            "slos");
    JsonNode ttft = level.get("ttft_ms");
    assertThat(ttft.propertyNames()).contains("mean", "p50", "p90", "p95", "p99", "max", "ci95");
    assertThat(ttft.get("p99").isNull()).isTrue();
    assertThat(ttft.get("notes").get("p99").asString()).isEqualTo("not enough requests for p99");
    assertThat(level.get("requests").get("by_outcome").get("INFRA_FAIL").asInt()).isEqualTo(1);
  }

  @SuppressWarnings("NullAway") // a missing key fails the test
  private static double mean(String key) {
    return FIGURES.distributions().get(key).mean().orElseThrow();
  }
}
