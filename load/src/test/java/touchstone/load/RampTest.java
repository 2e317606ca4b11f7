package touchstone.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import touchstone.model.Outcome;
import touchstone.model.Slo;

class RampTest {
  private static final Objective FAST = new Objective.Latency(new Slo(Slo.Metric.TTFT, 0.5, 60));
  private static final Ramp RAMP = new Ramp(10, 20, 10);
  private static final Level LEVEL = Level.ramp(RAMP, "poisson");

  @ParameterizedTest
  @CsvSource({"0, 10, 10", "1, 20, 60", "100, 100.5, 3"})
  void evenArrivalsReachTheIntegralOfTheRate(double from, double to, double seconds) {
    Ramp ramp = new Ramp(from, to, seconds);
    long[] times = ramp.fireTimes(FireTimes.constant(1)).toArray();
    assertThat(times).isSorted();
    assertThat((double) times.length).isCloseTo(ramp.mean() * seconds, within(1.0));
    for (int i = 0; i < times.length; i++) {
      double at = times[i] / 1e9;
      double due = from * at + (to - from) * at * at / (2 * seconds);
      assertThat(due).isCloseTo(i, within(1e-5));
    }
  }

  @Test
  void poissonArrivalsFollowTheRateOfEachMoment() {
    Ramp ramp = new Ramp(0, 2000, 10);
    long[] times = ramp.fireTimes(FireTimes.poisson(1, new SplittableRandom(7))).toArray();
    for (int i = 0; i < 10; i++) {
      double from = i * 1e9;
      double expected = 200 * (i + 0.5);
      long count = Arrays.stream(times).filter(each -> each >= from && each < from + 1e9).count();
      assertThat((double) count).isCloseTo(expected, within(4 * Math.sqrt(expected)));
    }
  }

  @Test
  void onlyAGrowingRateIsARamp() {
    for (double[] bad : new double[][] {{5, 5, 1}, {5, 4, 1}, {-1, 1, 1}, {0, 1, 0}}) {
      assertThatThrownBy(() -> new Ramp(bad[0], bad[1], bad[2]))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aRequestFallsIntoTheSliceOfItsRate() {
    List<RequestTrace> traces = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      double rate = 10 + i / 4.0 + 0.01;
      long first = rate < 15 ? 51 : 81;
      RequestTrace each =
          i == 0
              ? Traces.failed(i, 0, 5)
              : Traces.answered(i, i == 39, 0, Traces.content(first, 100));
      traces.add(Traces.in(LEVEL, Mark.atRate(rate), each));
    }
    List<RampSlice> slices = RampSlice.of(traces, List.of(FAST));
    assertThat(slices).hasSize(10);
    assertThat(slices.get(0).figures().count(Outcome.INFRA_FAIL)).isEqualTo(1);
    assertThat(slices.get(0).figures().count(Outcome.COMPLETED)).isEqualTo(3);
    assertThat(slices.get(9).figures().count(Outcome.COMPLETED)).as("without warm-up").isEqualTo(3);
    assertThat(slices.get(4).perSecond()).isCloseTo(14.5, within(1e-9));
    assertThat(slices.get(4).startSeconds()).isEqualTo(4);
    RampBreach breach = RampBreach.of(slices).getFirst();
    assertThat(breach.first().orElseThrow().fromPerSecond()).isCloseTo(15, within(1e-9));
    assertThat(breach.held()).hasValue(15);
    assertThat(breach.untold()).isZero();
    assertThat(LevelFigures.of(traces).parts().slices()).hasSize(10);
  }

  @Test
  void sparseSlicesAreNotTakenForHeld() {
    RequestTrace one =
        Traces.in(LEVEL, Mark.atRate(12.5), Traces.answered(0, false, 0, Traces.content(51, 61)));
    RequestTrace two =
        Traces.in(LEVEL, Mark.atRate(12.6), Traces.answered(1, false, 0, Traces.content(52, 61)));
    RampBreach breach = RampBreach.of(RampSlice.of(List.of(one, two), List.of(FAST))).getFirst();
    assertThat(breach.first()).isEmpty();
    assertThat(breach.held()).as("only the third slice can tell").hasValue(13);
    assertThat(breach.untold()).isEqualTo(9);
  }

  @Test
  void aTraceLineKeepsRampAndRate() {
    RequestTrace one =
        Traces.in(LEVEL, Mark.atRate(12.5), Traces.answered(0, false, 0, Traces.content(51, 61)));
    assertThat(TraceLines.read(TraceLines.write(one), 1)).isEqualTo(one);
    assertThat(LEVEL.label()).isEqualTo("ramp 10..20");
  }
}
