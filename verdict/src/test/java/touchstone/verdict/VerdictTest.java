package touchstone.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static touchstone.verdict.Scripted.candidate;
import static touchstone.verdict.Scripted.evidence;

import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import touchstone.model.Dimension;
import touchstone.model.Facts;
import touchstone.model.Standing;
import touchstone.statistics.Estimate;

class VerdictTest {
  private final SplittableRandom random = new SplittableRandom(5);

  @Test
  void a_large_true_difference_is_found() {
    Recommendation r =
        decide(
            candidate("a", "Qwen").right(40, 0.95, random).speed(1, 20, 400, 40, random),
            candidate("b", "Llama").right(40, 0.65, random).speed(1, 20, 600, 30, random));
    assertThat(r.decision()).isEqualTo(Decision.BETTER);
    assertThat(r.candidate()).contains("a");
    assertThat(r.overall().best()).contains("a");
    assertThat(r.sentence().zh()).startsWith("建议用 Qwen：综合 ").endsWith(" 分，这个差距不是碰巧。");
    assertThat(r.sentence().en()).startsWith("Take Qwen: it scores ");
    assertThat(r.why()).hasSizeBetween(3, 5);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.8, 0.95})
  void equal_candidates_are_rarely_called_better(double right) {
    Map<Decision, Integer> counts = new EnumMap<>(Decision.class);
    for (int i = 0; i < 200; i++) {
      SplittableRandom seeded = new SplittableRandom(i);
      Recommendation r =
          decide(
              candidate("a", "Qwen").right(15, right, seeded),
              candidate("b", "Llama").right(15, right, seeded));
      counts.merge(r.decision(), 1, Integer::sum);
    }
    assertThat(counts.getOrDefault(Decision.BETTER, 0)).isLessThanOrEqualTo(10);
  }

  @Test
  void the_same_answers_are_equivalent_and_the_cheaper_is_taken() {
    Recommendation r =
        decide(
            candidate("a", "Qwen").everywhere(20, alternating()).price(2, 8),
            candidate("b", "Llama").everywhere(20, alternating()).price(1, 3));
    assertThat(r.decision()).isEqualTo(Decision.EQUIVALENT);
    assertThat(r.candidate()).contains("b");
    assertThat(r.sentence().zh())
        .isEqualTo("Llama 和 Qwen 水平相当（综合 3.9 对 3.9 分），选便宜的 Llama：每千次会话 ¥3.00，Qwen 要 ¥7.00。");
    assertThat(r.sentence().en())
        .isEqualTo(
            "Llama and Qwen are equally good (3.9 against 3.9 overall): take the cheaper Llama:"
                + " ¥3.00 per 1,000 conversations against ¥7.00.");
  }

  @Test
  void without_prices_either_of_two_equal_ones_will_do() {
    Recommendation r =
        decide(
            candidate("a", "Qwen").everywhere(20, alternating()),
            candidate("b", "Llama").everywhere(20, alternating()));
    assertThat(r.decision()).isEqualTo(Decision.EQUIVALENT);
    assertThat(r.candidate()).isEmpty();
    assertThat(r.sentence().zh()).endsWith("选哪款都行。");
    assertThat(r.caveats()).extracting(Recommendation.Caveat::id).contains("no-price");
  }

  @Test
  void two_failures_are_not_crowned() {
    Recommendation r =
        decide(
            candidate("a", "SmolLM2").everywhere(8, () -> 1.6).speed(1, 20, 100, 10, random),
            candidate("b", "Gemma").everywhere(8, () -> 1.4).speed(1, 20, 4000, 300, random));
    assertThat(r.decision()).isEqualTo(Decision.NONE_GOOD_ENOUGH);
    assertThat(r.candidate()).isEmpty();
    assertThat(r.overall().decision()).isEqualTo(Decision.NONE_GOOD_ENOUGH);
    assertThat(r.sentence().zh()).isEqualTo("两款都不建议上线：语义理解分别只有 1.6 分和 1.4 分，离 3 分的底线还差得远。");
    assertThat(r.sentence().en())
        .isEqualTo(
            "Neither is good enough to go live: semantic understanding scores only 1.6 and 1.4,"
                + " far below the floor of 3.");
    assertThat(r.certainty().zh()).startsWith("有把握：32 个用例");
  }

  @Test
  void scores_without_names_stand_in_the_order_of_the_candidates() {
    Recommendation r =
        decide(
            candidate("a", "SmolLM2").everywhere(8, () -> 1.4),
            candidate("b", "Gemma").everywhere(8, () -> 1.6));
    assertThat(r.sentence().zh()).contains("分别只有 1.4 分和 1.6 分");
    assertThat(r.sentence().en()).contains("only 1.4 and 1.6");
  }

  @Test
  void who_surely_misses_a_floor_does_not_compete() {
    Recommendation r =
        decide(
            candidate("a", "Qwen").right(30, 0.9, random),
            candidate("b", "Llama").right(30, 0.15, random));
    assertThat(r.decision()).isEqualTo(Decision.BETTER);
    assertThat(r.sentence().zh()).startsWith("建议用 Qwen：只有它各项都过了底线，Llama 的");
  }

  @Test
  void missing_cases_forbid_a_recommendation_and_are_named() {
    Recommendation r =
        decide(
            candidate("a", "Qwen").right(15, 0.95, random),
            candidate("b", "Llama").right(15, 0.8, random).lastBecome(12, Standing.INFRA_FAIL));
    assertThat(r.decision()).isEqualTo(Decision.UNDECIDED);
    assertThat(r.sentence().zh()).isEqualTo("先不下结论：计划的 60 个用例里，Llama 还有 12 个没拿到评分，补齐了再比。");
    assertThat(r.caveats()).extracting(Recommendation.Caveat::id).contains("missing");
    assertThat(r.coverage().get("b")).isEqualTo(new Recommendation.Coverage(48, 0, 12, 0, 0));
  }

  @Test
  void a_few_lost_cases_do_not_stop_the_verdict() {
    Recommendation r =
        decide(
            candidate("a", "Qwen").right(25, 0.95, random),
            candidate("b", "Llama").right(25, 0.5, random).lastBecome(4, Standing.INFRA_FAIL));
    assertThat(r.decision()).isEqualTo(Decision.BETTER);
  }

  @Test
  void cases_that_were_never_tried_count_as_skipped() {
    Evidence part =
        new Evidence(evidence(candidate("a", "Qwen").right(10, 0.9, random)).candidates(), 100);
    Recommendation r = Verdict.decide(Requirements.DEFAULT, part);
    assertThat(r.coverage()).containsEntry("a", new Recommendation.Coverage(40, 0, 0, 0, 60));
    assertThat(r.decision()).isEqualTo(Decision.UNDECIDED);
  }

  @Test
  void nothing_graded_is_undecided() {
    Recommendation r = decide(candidate("a", "Qwen"), candidate("b", "Llama"));
    assertThat(r.decision()).isEqualTo(Decision.UNDECIDED);
    assertThat(r.sentence().zh()).isEqualTo("还没有一条回答评出分来，现在下不了结论。");
    assertThat(decide().decision()).isEqualTo(Decision.UNDECIDED);
  }

  @Test
  void one_candidate_is_good_enough_or_not() {
    Recommendation good = decide(candidate("a", "Qwen").everywhere(15, () -> 4.5));
    assertThat(good.decision()).isEqualTo(Decision.EQUIVALENT);
    assertThat(good.candidate()).contains("a");
    assertThat(good.sentence().zh()).contains("没有可比的对象");
    Recommendation bad = decide(candidate("a", "Qwen").everywhere(15, () -> 2.8));
    assertThat(bad.decision()).isEqualTo(Decision.NONE_GOOD_ENOUGH);
    assertThat(bad.sentence().zh()).isEqualTo("Qwen 不建议上线：语义理解只有 2.8 分，没到 3 分的底线。");
  }

  @Test
  void the_best_of_five_must_beat_the_other_four() {
    Recommendation r =
        decide(
            candidate("a", "A").right(60, 0.98, random),
            candidate("b", "B").right(60, 0.7, random),
            candidate("c", "C").right(60, 0.7, random),
            candidate("d", "D").right(60, 0.1, random),
            candidate("e", "E").right(60, 0.7, random));
    assertThat(r.decision()).isEqualTo(Decision.BETTER);
    assertThat(r.candidate()).contains("a");
    assertThat(r.overall().pairs()).hasSize(10);
  }

  @Test
  void two_of_three_may_be_equally_best() {
    Recommendation r =
        decide(
            candidate("a", "A").everywhere(40, () -> 4.6),
            candidate("b", "B").everywhere(40, () -> 4.6),
            candidate("c", "C").everywhere(40, () -> 3.5));
    assertThat(r.decision()).isEqualTo(Decision.EQUIVALENT);
    assertThat(r.sentence().zh()).isEqualTo("A 和 B 水平相当（综合 4.6 对 4.6 分），选哪款都行。");
  }

  @Test
  void an_empty_answer_scores_one_and_a_broken_number_does_not_count() {
    Scripted a = candidate("a", "A");
    a.with(a.grade(Dimension.MEMORY, "x", "x", 0, Standing.MODEL_FAIL, 5))
        .with(a.grade(Dimension.MEMORY, "y", "y", 0, Standing.SCORED, Double.NaN))
        .with(a.grade(Dimension.MEMORY, "z", "z", 0, Standing.SCORED, 5))
        .with(a.grade(Dimension.MEMORY, "z", "z", 1, Standing.SCORED, 3));
    Recommendation r = decide(a);
    Recommendation.OfDimension memory =
        r.dimensions().stream()
            .filter(each -> each.dimension() == Dimension.MEMORY)
            .findFirst()
            .orElseThrow();
    assertThat(memory.compared().scores().values())
        .extracting(Estimate::value, Estimate::n)
        .containsExactly(tuple(2.5, 2));
  }

  @Test
  void few_clusters_are_tested_by_sign_flips_and_decide_nothing() {
    Recommendation r =
        decide(
            candidate("a", "A").everywhere(5, () -> 5), candidate("b", "B").everywhere(5, () -> 4));
    assertThat(r.dimensions().getFirst().compared().pairs().getFirst().difference().method())
        .isEqualTo("exact sign flips");
    assertThat(r.dimensions().getFirst().compared().decision()).isEqualTo(Decision.UNDECIDED);
  }

  @Test
  void an_unequal_comparison_is_named() {
    Facts other =
        new Facts(
            "llama.cpp", "1", "Q4_1", "transcript", 2048, "2 cores", Map.of("sampling", "0.7"));
    Recommendation r =
        decide(
            candidate("a", "A").everywhere(15, () -> 4),
            candidate("b", "B").everywhere(15, () -> 4).facts(other).truncated(30));
    assertThat(r.caveats())
        .extracting(Recommendation.Caveat::id)
        .contains(
            "unequal-quantization",
            "unequal-prompt-format",
            "unequal-context",
            "unequal-sampling",
            "truncated")
        .doesNotContain("unequal-hardware", "unequal-engine");
  }

  @Test
  void the_weight_that_flips_the_lead_is_named() {
    assertThat(WouldChange.flip(-1, 0.5).orElseThrow()).isCloseTo(1 / 3.0, within());
    assertThat(WouldChange.flip(1, 0.5)).isEmpty();
    assertThat(WouldChange.flip(0, 0.5)).isEmpty();
  }

  @Test
  void default_weights_sum_to_one() {
    assertThat(Requirements.DEFAULT.weights().values().stream().mapToDouble(w -> w).sum())
        .isCloseTo(1, within());
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.api.Assertions.within(1e-9);
  }

  /** 5, 3, 4, 3, … */
  private static java.util.function.DoubleSupplier alternating() {
    double[] scores = {5, 3, 4, 3.5};
    int[] next = {0};
    return () -> scores[next[0]++ % scores.length];
  }

  private static Recommendation decide(Scripted... candidates) {
    return Verdict.decide(Requirements.DEFAULT, evidence(candidates));
  }
}
