package touchstone.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import touchstone.model.Slo;

class LevelSeriesTest {
  @Test
  void pointsStandWhereTheirRequestWasDueAndFailuresHaveNoTime() {
    LevelSeries series =
        LevelSeries.of(
            List.of(
                Traces.failed(2, 3000, 3100),
                Traces.answered(0, true, 500, Traces.content(600)),
                Traces.answered(1, false, 1000, Traces.content(1101, 1111))),
            List.of());
    assertThat(series.points()).hasSize(2);
    assertThat(series.points().getFirst().seconds()).isZero();
    assertThat(series.points().getFirst().ttftMillis().getAsDouble()).isCloseTo(100, within(1e-9));
    assertThat(series.points().getLast().seconds()).isEqualTo(2);
    assertThat(series.points().getLast().ttftMillis()).isEmpty();
  }

  @Test
  void gapsAreSummedUpInThePartInWhichTheyEnded() {
    List<RequestTrace> traces = new ArrayList<>();
    traces.add(Traces.answered(0, false, 0, Traces.content(10, 20, 30)));
    traces.add(Traces.answered(1, false, 0, Traces.content(700, 790, 800)));
    LevelSeries series = LevelSeries.of(traces, List.of());
    assertThat(series.gaps()).hasSizeGreaterThanOrEqualTo(3);
    assertThat(series.gaps().getFirst().p99Millis()).isEqualTo(10);
    assertThat(series.gaps()).anySatisfy(each -> assertThat(each.p99Millis()).isEqualTo(90));
    assertThat(series.gaps().getLast().p50Millis()).isEqualTo(10);
  }

  @Test
  void manyRequestsAreThinnedOutEvenly() {
    List<RequestTrace> traces = new ArrayList<>();
    for (int i = 0; i < 4000; i++) {
      traces.add(Traces.answered(i, false, i, Traces.content(i + 50)));
    }
    LevelSeries series = LevelSeries.of(traces, List.of());
    assertThat(series.points()).hasSize(LevelSeries.MOST_POINTS);
    assertThat(series.points().getLast().seconds()).isGreaterThan(3.9);
  }

  @Test
  void keepingCountsFailuresAsLateAndSkipsWhatNobodyHas() {
    List<RequestTrace> traces =
        List.of(
            Traces.answered(0, false, 0, Traces.content(101)),
            Traces.answered(1, false, 0, Traces.content(301)),
            Traces.failed(2, 0, 50));
    var ttft = new Objective.Latency(new Slo(Slo.Metric.TTFT, 0.95, 200));
    var tpot = new Objective.Latency(new Slo(Slo.Metric.TPOT, 0.95, 200));
    LevelSeries series = LevelSeries.of(traces, List.of(ttft, new Objective.Errors(0.01), tpot));
    assertThat(series.kept().get(0).share().value()).isCloseTo(1 / 3.0, within(1e-9));
    assertThat(series.kept().get(0).needed()).isEqualTo(0.95);
    assertThat(series.kept().get(1).share().value()).isCloseTo(2 / 3.0, within(1e-9));
    assertThat(series.kept().get(1).needed()).isCloseTo(0.99, within(1e-9));
    assertThat(LevelSeries.of(List.of(), List.of(ttft)).kept()).isEmpty();
  }
}
