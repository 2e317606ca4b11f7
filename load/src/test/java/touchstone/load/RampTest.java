package touchstone.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
    for (int i = 0; i < 80; i++) {
      double rate = 10 + i / 8.0 + 0.01;
      long first = rate < 15 ? 51 : 81;
      RequestTrace each =
          i == 0
              ? Traces.failed(i, 0, 5)
              : Traces.answered(i, i == 79, 0, Traces.content(first, 100));
      traces.add(Traces.in(LEVEL, Mark.atRate(rate), each));
    }
    List<RampSlice> slices = RampSlice.of(traces, List.of(FAST));
    assertThat(slices).hasSize(10);
    assertThat(slices.get(0).figures().count(Outcome.INFRA_FAIL)).isEqualTo(1);
    assertThat(slices.get(0).figures().count(Outcome.COMPLETED)).isEqualTo(7);
    assertThat(slices.get(9).figures().count(Outcome.COMPLETED)).as("without warm-up").isEqualTo(7);
    assertThat(slices.get(4).perSecond()).isCloseTo(14.5, within(1e-9));
    assertThat(slices.get(4).startSeconds()).isEqualTo(4);
    RampBreach breach = RampBreach.of(slices).getFirst();
    assertThat(breach.first().orElseThrow().fromPerSecond()).isCloseTo(15, within(1e-9));
    assertThat(breach.maybe()).isEmpty();
    assertThat(breach.held()).hasValue(15);
    assertThat(breach.untold()).isZero();
    assertThat(LevelFigures.of(traces).parts().slices()).hasSize(10);
  }

  /**
   * Slices of ten requests each; the number says how many of them are over the limit. With nine or
   * ten the median surely is, with none or one it surely is not, with two to eight nobody knows.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 0 0 0 0 0 9 10 10 10 | 16 | –  | 16",
        "0 0 0 0 6 0 0 9 10 10  | 17 | –  | 17",
        "0 0 0 0 6 7 8 9 10 10  | 17 | 14 | 14",
        "0 0 0 0 0 0 0 0 0 6    | –  | 19 | 19",
        "0 0 0 0 0 0 6 4 3 6    | –  | 16 | 16",
        "0 0 0 6 0 0 0 0 0 0    | –  | –  | 20",
        "4 4 4 4 4 4 4 4 4 4    | –  | –  | 20",
        "9 9 9 9 9 9 9 9 9 9    | 10 | –  | –",
        "6 6 6 6 6 6 6 6 6 6    | –  | 10 | –",
      })
  void onlyASliceThatIsSurelyOverIsABreach(String over, String first, String maybe, String held) {
    String[] counts = over.strip().split(" +", -1);
    List<RequestTrace> traces = new ArrayList<>();
    for (int slice = 0; slice < 10; slice++) {
      for (int i = 0; i < 10; i++) {
        long ttft = i < Integer.parseInt(counts[slice]) ? 81 : 51;
        RequestTrace each = Traces.answered(i, false, 0, Traces.content(ttft, 100));
        traces.add(Traces.in(LEVEL, Mark.atRate(10.05 + slice + i * 0.09), each));
      }
    }
    RampBreach breach = RampBreach.of(RampSlice.of(traces, List.of(FAST))).getFirst();
    assertThat(from(breach.first())).isEqualTo(first);
    assertThat(from(breach.maybe())).isEqualTo(maybe);
    assertThat(breach.held().isEmpty() ? "–" : "" + Math.round(breach.held().getAsDouble()))
        .isEqualTo(held);
  }

  private static String from(Optional<RampSlice> slice) {
    return slice.map(each -> "" + Math.round(each.fromPerSecond())).orElse("–");
  }

  @ParameterizedTest
  @CsvSource({"3, 100, false", "6, 100, true", "3, 3, false", "1, 19, false"})
  void oneFailureMoreThanTheLimitIsChanceAndManyAreNot(int failed, int all, boolean sure) {
    List<RequestTrace> traces = new ArrayList<>();
    for (int i = 0; i < all; i++) {
      traces.add(
          i < failed
              ? Traces.failed(i, 0, 79)
              : Traces.answered(i, false, 0, Traces.content(51, 61)));
    }
    ObjectiveReading read = ObjectiveReading.of(new Objective.Errors(0.02), traces);
    assertThat(read.answer()).isEqualTo(ObjectiveReading.Answer.MISSED);
    assertThat(read.sure()).isEqualTo(sure);
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
