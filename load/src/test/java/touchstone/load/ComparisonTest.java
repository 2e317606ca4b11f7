package touchstone.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  @Test
  void findsAShiftAndItsInterval() {
    List<RequestTrace> a = traces(200, 1, i -> 100);
    List<RequestTrace> b = traces(200, 1, i -> 130);
    Comparison.Effect ttft = effect(Comparison.of(a, b, 7), "ttft_ms", "p50");
    assertThat(ttft.a())
        .hasValueCloseTo(
            effect(Comparison.of(a, a, 7), "ttft_ms", "p50").a().orElseThrow(), within(1e-9));
    assertThat(ttft.difference().orElseThrow().value()).isCloseTo(30, within(1e-9));
    assertThat(ttft.difference().orElseThrow().low()).isPositive();
    assertThat(ttft.faster()).isEqualTo(Comparison.Faster.A);
    assertThat(effect(Comparison.of(b, a, 7), "ttft_ms", "p95").faster())
        .isEqualTo(Comparison.Faster.B);
    assertThat(effect(Comparison.of(a, b, 7), "tpot_ms", "p50").faster())
        .as("tokens come at the same pace")
        .isEqualTo(Comparison.Faster.UNKNOWN);
  }

  @Test
  void equalEndpointsAreRarelyCalledDifferent() {
    int different = 0;
    for (int seed = 0; seed < 100; seed++) {
      Comparison comparison =
          Comparison.of(traces(60, seed, i -> 100), traces(60, seed + 5000, i -> 100), seed);
      boolean told = effect(comparison, "ttft_ms", "p50").faster() != Comparison.Faster.UNKNOWN;
      different += told ? 1 : 0;
    }
    // 5 % nominal: more than 12 of 100 happen by chance once in 700 times
    assertThat(different).isLessThanOrEqualTo(12);
  }

  @Test
  void aFailureCountsAsLaterThanAll() {
    List<RequestTrace> a = traces(40, 1, i -> 100);
    List<RequestTrace> b = new ArrayList<>(traces(40, 1, i -> 50));
    for (int i = 0; i < 5; i++) {
      b.set(i, Traces.failed(i, 0, 79));
    }
    Comparison comparison = Comparison.of(a, b, 7);
    assertThat(effect(comparison, "ttft_ms", "p95").b()).isEmpty();
    assertThat(effect(comparison, "ttft_ms", "p95").difference()).isEmpty();
    assertThat(effect(comparison, "ttft_ms", "p50").faster()).isEqualTo(Comparison.Faster.B);
  }

  @Test
  void pairsByNumberAndSaysNothingOfTooFew() {
    List<RequestTrace> a = traces(9, 1, i -> 100);
    List<RequestTrace> b = traces(30, 1, i -> 100);
    Comparison few = Comparison.of(a, b, 7);
    assertThat(few.pairs()).isEqualTo(9);
    assertThat(few.metrics().get("ttft_ms")).isEmpty();
    Comparison nineteen = Comparison.of(traces(19, 1, i -> 100), b, 7);
    assertThat(nineteen.metrics().get("ttft_ms")).containsOnlyKeys("p50");
  }

  private static Comparison.Effect effect(Comparison comparison, String metric, String quantile) {
    return java.util.Optional.ofNullable(comparison.metrics().get(metric))
        .map(each -> each.get(quantile))
        .orElseThrow();
  }

  /** First words after so many milliseconds and up to 20 more, two more 10 ms apart. */
  private static List<RequestTrace> traces(int n, long seed, IntToLongFunction millis) {
    SplittableRandom random = new SplittableRandom(seed);
    List<RequestTrace> traces = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      long first = 1 + millis.applyAsLong(i) + random.nextInt(20);
      traces.add(Traces.answered(i, false, 0, Traces.content(first, first + 10, first + 20)));
    }
    return traces;
  }
}
