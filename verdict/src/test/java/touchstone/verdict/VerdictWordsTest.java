package touchstone.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static touchstone.verdict.Scripted.candidate;
import static touchstone.verdict.Scripted.evidence;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import touchstone.model.Dimension;
import touchstone.model.Finding;
import touchstone.model.Grade;
import touchstone.model.Standing;
import touchstone.model.Text;
import touchstone.statistics.Estimate;

/** What the recommendation says beside its decision is true of its own figures. */
class VerdictWordsTest {
  @Test
  void a_floor_surely_missed_is_named_before_one_that_a_single_case_misses() {
    Recommendation r =
        decide(
            candidate("a", "A")
                .scores(Dimension.SEMANTICS, 2, 2, 2, 2, 1, 2, 2, 2)
                .scores(Dimension.MEMORY, 1),
            candidate("b", "B")
                .scores(Dimension.SEMANTICS, 2, 1, 2, 2, 2, 2, 2, 2)
                .scores(Dimension.MEMORY, 1));
    assertThat(r.sentence().zh()).contains("语义理解").doesNotContain("多轮记忆");
    assertThat(r.certainty().en()).startsWith("Sure").contains("has a dimension");
  }

  @Test
  void the_weight_at_which_the_lead_changes_names_who_trails_now() {
    Recommendation r =
        decide(
            candidate("a", "A")
                .scores(Dimension.SEMANTICS, filled(40, 4.15))
                .scores(Dimension.MEMORY, filled(40, 3.8))
                .scores(Dimension.EXPRESSION, filled(40, 3.8))
                .scores(Dimension.ROBUSTNESS, filled(40, 3.8))
                .price(1, 1),
            candidate("b", "B").everywhere(40, () -> 3.95).price(1.05, 1.05));
    assertThat(r.candidate()).contains("a");
    assertThat(r.overall().scores().values().stream().map(Estimate::value).toList())
        .isSortedAccordingTo(Comparator.naturalOrder());
    assertThat(r.wouldChange())
        .extracting(each -> each.zh())
        .anyMatch(line -> line.startsWith("语义理解的权重") && line.contains("以上，领先的就换成 A"));
  }

  @Test
  void one_that_could_not_be_reached_does_not_keep_the_others_from_a_verdict() {
    Scripted dead = candidate("c", "C");
    for (int i = 0; i < 60; i++) {
      dead.with(dead.grade(Dimension.MEMORY, "x" + i, "x" + i, 0, Standing.INFRA_FAIL, 1));
    }
    Recommendation r =
        decide(
            candidate("a", "A").everywhere(15, () -> 4.6),
            candidate("b", "B").everywhere(15, () -> 3.2),
            dead);
    assertThat(r.decision()).isEqualTo(Decision.BETTER);
    assertThat(r.candidate()).contains("a");
    assertThat(r.caveats().getFirst().text().zh()).startsWith("C 只有 0% 的作答评出了分");
    assertThat(r.coverage()).containsOnlyKeys("a", "b", "c");
  }

  @Test
  void answers_that_go_round_in_circles_are_named() {
    Scripted a = candidate("a", "A").everywhere(15, () -> 4);
    for (int i = 0; i < 15; i++) {
      a.with(looping(a.grade(Dimension.MEMORY, "l" + i, "l" + i, 0, Standing.SCORED, 1)));
    }
    assertThat(decide(a).caveats()).extracting(Recommendation.Caveat::id).contains("repeated");
  }

  private static Grade looping(Grade grade) {
    return new Grade(
        grade.key(),
        grade.dimension(),
        grade.cluster(),
        grade.standing(),
        grade.score(),
        List.of(
            new Finding("no-repetition", "", 0, 1, 0, "", new Text("重复", "repeats itself"), false)),
        "");
  }

  private static double[] filled(int count, double score) {
    double[] scores = new double[count];
    Arrays.fill(scores, score);
    return scores;
  }

  @Test
  void few_clusters_need_as_many_cases_as_a_sign_flip_test_can_decide_on() {
    Recommendation r =
        decide(
            candidate("a", "A").scores(Dimension.MEMORY, 5, 5, 5, 5),
            candidate("b", "B").scores(Dimension.MEMORY, 1, 1, 1, 1));
    Recommendation.Pair pair =
        r.dimensions().stream()
            .filter(each -> each.dimension() == Dimension.MEMORY)
            .map(each -> each.compared().pairs().getFirst())
            .findFirst()
            .orElseThrow();
    assertThat(pair.decision()).isEqualTo(Decision.UNDECIDED);
    assertThat(pair.casesNeeded().orElseThrow()).isGreaterThanOrEqualTo(2);
    assertThat(pair.alone().level()).isEqualTo(0.95);
  }

  private static Recommendation decide(Scripted... candidates) {
    return Verdict.decide(Requirements.DEFAULT, evidence(candidates));
  }
}
