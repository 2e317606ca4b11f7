package touchstone.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import touchstone.model.Dimension;
import touchstone.statistics.Inference;

class SpeedScoreTest {
  @ParameterizedTest
  @CsvSource({
    "1000, 4",
    "500, 5",
    "250, 5",
    "2000, 3",
    "4000, 2",
    "8000, 1",
    "99999, 1",
    "0, 5",
    "1414.2, 3.5"
  })
  void a_latency_at_its_limit_scores_four_and_each_doubling_costs_one(double millis, double score) {
    assertThat(SpeedScore.score(millis, 1000)).isCloseTo(score, within(1e-4));
  }

  @ParameterizedTest
  @CsvSource({"1, 5", "5, 4", "25, 3", "625, 1", "99999, 1", "0, 5"})
  void a_price_five_times_as_high_costs_a_point(double perThousand, double score) {
    assertThat(CostScore.score(perThousand, 1)).isCloseTo(score, within(1e-9));
  }

  @Test
  void twice_as_slow_is_better_by_one_point() {
    Evidence evidence =
        Scripted.evidence(
            Scripted.candidate("a", "A").speed(1, 20, 1000, 100, new SplittableRandom(1)),
            Scripted.candidate("b", "B").speed(1, 20, 2000, 200, new SplittableRandom(1)));
    Measured measured = SpeedScore.measure(Requirements.DEFAULT, evidence);
    Inference lead = measured.differences().values().iterator().next();
    assertThat(lead.value()).isCloseTo(1, within(1e-9));
    assertThat(lead.n()).isEqualTo(20);
    assertThat(measured.rule().zh()).contains("TTFT p95 ≤ 1000 ms, TPOT p95 ≤ 100 ms");
  }

  @Test
  void a_request_that_failed_is_slower_than_any_limit() {
    Evidence evidence =
        Scripted.evidence(
            Scripted.candidate("a", "A")
                .speed(1, 20, 100, 10, new SplittableRandom(1))
                .failing(1, 10),
            Scripted.candidate("b", "B").speed(1, 20, 300, 30, new SplittableRandom(1)),
            Scripted.candidate("c", "C")
                .speed(1, 20, 100, 10, new SplittableRandom(1))
                .failing(1, 20));
    Measured measured = SpeedScore.measure(Requirements.DEFAULT, evidence);
    assertThat(score(measured, "a")).isEqualTo(1);
    assertThat(score(measured, "c")).isEqualTo(1);
    assertThat(score(measured, "b")).isGreaterThan(4);
    assertThat(measured.differences().values())
        .extracting(Inference::value)
        .satisfiesExactly(
            ab -> assertThat(ab).isNegative(),
            ac -> assertThat(ac).isZero(),
            bc -> assertThat(bc).isPositive());
  }

  private static double score(Measured measured, String id) {
    return Optional.ofNullable(measured.scores().get(id)).orElseThrow().value();
  }

  @Test
  void who_has_no_timings_has_no_score_and_the_weight_is_shared_out() {
    Recommendation r =
        Verdict.decide(
            Requirements.DEFAULT,
            Scripted.evidence(
                Scripted.candidate("a", "A")
                    .everywhere(15, () -> 4)
                    .speed(1, 20, 1000, 100, new SplittableRandom(1)),
                Scripted.candidate("b", "B").everywhere(15, () -> 4)));
    assertThat(r.overall().scores().get("a")).isEqualTo(r.overall().scores().get("b"));
    assertThat(r.caveats()).extracting(Recommendation.Caveat::id).contains("not-measured");
    assertThat(
            r.dimensions().stream()
                .filter(each -> each.dimension() == Dimension.SPEED)
                .map(each -> List.copyOf(each.compared().scores().keySet())))
        .containsExactly(List.of("a"));
  }
}
