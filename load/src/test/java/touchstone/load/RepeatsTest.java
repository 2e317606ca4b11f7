package touchstone.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import touchstone.load.ObjectiveReading.Answer;
import touchstone.model.Slo;

class RepeatsTest {
  private static final Objective MEDIAN =
      new Objective.Latency(new Slo(Slo.Metric.TTFT, 0.5, 1000));

  @Test
  void theIntervalIsStudentsOverTheRunsMedians() {
    Repeats repeats = repeats(List.of(MEDIAN), 100, 104, 102);
    Repeats.Between median = repeats.figure("ttft_ms", "p50");
    assertThat(repeats.runs()).isEqualTo(3);
    assertThat(median.mean()).hasValue(102);
    // 4.303 (t, 97.5 %, 2 degrees) times 2 / sqrt(3)
    assertThat(median.high().orElseThrow()).isCloseTo(102 + 4.9683, within(1e-3));
    assertThat(median.low().orElseThrow()).isCloseTo(102 - 4.9683, within(1e-3));
    assertThat(repeats.objectives().getFirst().between().mean()).hasValue(102);
  }

  @Test
  void fiveRunsWithinFivePercentAreNarrowAndFourNeverAre() {
    assertThat(repeats(List.of(MEDIAN), 100, 104, 102, 101, 103).narrow()).isTrue();
    assertThat(repeats(List.of(MEDIAN), 100, 110, 102, 101, 120).narrow()).isFalse();
    assertThat(repeats(List.of(MEDIAN), 100, 100, 100, 100).narrow()).isFalse();
  }

  @Test
  void withoutAnObjectiveTheP95OfTtftAndTheMedianTpotAreWatched() {
    assertThat(repeats(List.of(), 100, 100, 100, 100, 100).narrow()).isTrue();
    assertThat(repeats(List.of(), 100, 120, 100, 100, 100).narrow()).isFalse();
  }

  @Test
  void aFigureThatOneRunLacksHasNoMean() {
    Repeats.Between between =
        Repeats.Between.of(
            List.of(OptionalDouble.of(1), OptionalDouble.empty(), OptionalDouble.of(3)));
    assertThat(between.runs()).isEqualTo(2);
    assertThat(between.mean()).isEmpty();
    assertThat(between.narrow()).isFalse();
  }

  @Test
  void anOpenLevelsRateIsOverTheTimeOfItsRunsAlone() {
    Level rate = new Level(Level.Kind.RATE, 10, "constant");
    List<RequestTrace> traces = new ArrayList<>();
    for (int run = 0; run < 2; run++) {
      for (int i = 0; i < 10; i++) {
        long at = run * 100_000L + i * 100L;
        RequestTrace one = Traces.answered(i, false, at, Traces.content(at + 50, at + 100));
        traces.add(Traces.in(rate, Mark.LOAD.in(run), one));
      }
    }
    LevelFigures figures = LevelFigures.of(traces);
    assertThat(figures.requestsPerSecond().orElseThrow()).isCloseTo(10, within(1e-9));
    Repeats repeats = figures.parts().repeats().orElseThrow();
    assertThat(repeats.figure("requests_per_s", "").mean().orElseThrow())
        .isCloseTo(10, within(1e-9));
    ConventionFigures told = ConventionFigures.of(traces, Convention.GUIDELLM);
    assertThat(told.requestsPerSecond().orElseThrow()).isBetween(9.9, 10.2);
  }

  @Test
  void theJsonSaysWhatLiesBetweenTheRuns() {
    JsonNode level =
        FiguresJson.of(List.of(LevelFigures.of(runs(100, 104, 102)))).get("levels").get(0);
    JsonNode repeats = level.get("repeats");
    assertThat(repeats.get("runs").asInt()).isEqualTo(3);
    assertThat(repeats.get("ttft_ms").get("p50").get("mean").asDouble()).isEqualTo(102);
    assertThat(repeats.get("ttft_ms").get("p95").get("ci95").get(0).asDouble()).isLessThan(102);
    assertThat(repeats.get("e2e_ms").has("p50")).isTrue();
    assertThat(repeats.get("output_tokens_per_s").get("ci95")).hasSize(2);
    assertThat(FiguresJson.of(List.of(LevelFigures.of(runs(100)))).get("levels").get(0))
        .as("one run has none")
        .noneMatch(each -> each.has("runs"));
  }

  @ParameterizedTest
  @CsvSource({
    "100 104 102, 110, MET",
    "100 104 102, 103, UNSURE",
    "100 104 102, 101, UNSURE",
    "100 104 102, 95, MISSED",
    "40 150 40, 140, UNSURE",
    "100 100 100, 100, MET",
  })
  void whatLiesBetweenTheRunsDecides(String medians, double limit, Answer answer) {
    Objective wanted = new Objective.Latency(new Slo(Slo.Metric.TTFT, 0.5, limit));
    long[] ttfts = Arrays.stream(medians.split(" ")).mapToLong(Long::parseLong).toArray();
    LevelFigures figures = LevelFigures.of(runs(ttfts), List.of(wanted), ClientSide.UNKNOWN);
    ObjectiveReading read = figures.objectives().getFirst();
    assertThat(read.answer()).isEqualTo(answer);
    assertThat(read.runs()).isEqualTo(3);
    assertThat(figures.meetsAll()).isEqualTo(answer == Answer.MET);
    assertThat(FiguresJson.of(List.of(figures)).get("levels").get(0).get("slo_met").asBoolean())
        .isEqualTo(answer == Answer.MET);
  }

  @Test
  void runsThatAllFailMissTheObjectiveAndRunsTooShortToTellLeaveItOpen() {
    List<RequestTrace> failing = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      failing.add(Traces.failed(i, 0, 79).marked(Mark.LOAD.in(i / 20)));
    }
    assertThat(answer(failing, MEDIAN)).isEqualTo(Answer.MISSED);
    failing.subList(0, 20).clear();
    assertThat(answer(failing, MEDIAN)).as("two runs").isEqualTo(Answer.UNSURE);
    Objective p99 = new Objective.Latency(new Slo(Slo.Metric.TTFT, 0.99, 1000));
    assertThat(answer(runs(100, 101, 102), p99)).as("20 a run").isEqualTo(Answer.TOO_FEW);
  }

  private static Answer answer(List<RequestTrace> traces, Objective objective) {
    return LevelFigures.of(traces, List.of(objective), ClientSide.UNKNOWN)
        .objectives()
        .getFirst()
        .answer();
  }

  @Test
  void aTraceLineKeepsItsRun() {
    RequestTrace one = runs(1, 2).getLast();
    assertThat(one.mark().run()).isEqualTo(1);
    assertThat(TraceLines.read(TraceLines.write(one), 1)).isEqualTo(one);
  }

  private static Repeats repeats(List<Objective> objectives, long... ttfts) {
    return Repeats.of(
        RequestTrace.runs(runs(ttfts)).stream()
            .map(each -> LevelFigures.of(each, objectives, ClientSide.UNKNOWN))
            .toList());
  }

  /** A run of twenty equal requests for each TTFT. */
  private static List<RequestTrace> runs(long... ttfts) {
    List<RequestTrace> traces = new ArrayList<>();
    for (int run = 0; run < ttfts.length; run++) {
      for (int i = 0; i < 20; i++) {
        long first = ttfts[run] + 1;
        traces.add(
            Traces.answered(i, false, 0, Traces.content(first, first + 10, first + 20))
                .marked(Mark.LOAD.in(run)));
      }
    }
    return traces;
  }
}
