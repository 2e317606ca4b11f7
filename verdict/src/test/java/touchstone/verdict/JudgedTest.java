package touchstone.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static touchstone.verdict.Scripted.candidate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import touchstone.model.Dimension;
import touchstone.statistics.Estimate;
import touchstone.statistics.JudgeSkill;

/** What a judge adds to the rules' scores: in the differences, the intervals, never in floors. */
class JudgedTest {
  private static final JudgeSkill GOOD = new JudgeSkill(31, 0, 32);
  private static final JudgeSkill POOR = new JudgeSkill(23, 3, 32);
  private static final int CASES = 60;

  @Test
  void aWonCaseMovesTheDifferenceByOneLevelCorrectedForTheJudgesErrors() {
    Evidence evidence = judged(GOOD, 30, 12, CASES);
    Recommendation.Pair rules = pair(evidence.withoutJudge());
    Recommendation.Pair both = pair(evidence);
    double balance = (30 - 12) / 60.0 / GOOD.attenuation();
    assertThat(both.alone().value()).isCloseTo(rules.alone().value() + balance, within(1e-9));
    JudgedPart part = JudgedPart.of(evidence).getFirst();
    assertThat(part.rules().value() + part.judge().orElseThrow().value())
        .isCloseTo(both.alone().value(), within(1e-9));
    assertThat(part.due()).isEqualTo(CASES);
  }

  @Test
  void theScoresShareTheMoveAndStayConsistentWithTheDifference() {
    Evidence evidence = judged(GOOD, 30, 12, CASES);
    Map<String, Estimate> scores = expression(evidence).scores();
    Map<String, Estimate> rules = expression(evidence.withoutJudge()).scores();
    double up = value(scores, "a") - value(rules, "a");
    double down = value(scores, "b") - value(rules, "b");
    assertThat(up).isCloseTo(-down, within(1e-9)).isGreaterThan(0.1);
    assertThat(value(scores, "a") - value(scores, "b"))
        .isCloseTo(pair(evidence).alone().value(), within(1e-9));
  }

  @Test
  void aWorseJudgeGivesAWiderInterval() {
    assertThat(width(pair(judged(POOR, 30, 12, CASES)).alone()))
        .isGreaterThan(1.2 * width(pair(judged(GOOD, 30, 12, CASES)).alone()));
  }

  @Test
  void casesThatWereNotReachedWidenTheIntervalAndMoveNothing() {
    Evidence half = judged(GOOD, 15, 6, 30);
    Evidence whole = judged(GOOD, 30, 12, CASES);
    assertThat(pair(half).alone().value()).isCloseTo(pair(whole).alone().value(), within(1e-9));
    assertThat(width(pair(half).alone())).isGreaterThan(1.1 * width(pair(whole).alone()));
    assertThat(JudgedPart.of(half).getFirst().judged()).isEqualTo(30);
  }

  @Test
  void aHandfulOfJudgedCasesDoesNotCount() {
    Evidence few = judged(GOOD, 7, 0, 7);
    assertThat(pair(few)).isEqualTo(pair(few.withoutJudge()));
    assertThat(JudgedPart.of(few).getFirst().judge()).isEmpty();
    assertThat(rule(few)).doesNotContain("judge");
    assertThat(rule(judged(GOOD, 30, 12, CASES))).contains("judge");
  }

  @Test
  void losingToABetterAnswerPutsNobodyUnderAFloor() {
    Requirements floor =
        new Requirements(
            Requirements.DEFAULT.weights(),
            Map.of(Dimension.EXPRESSION, 2.9),
            0.2,
            List.of(),
            1000,
            "CNY");
    Evidence evidence = judged(GOOD, 60, 0, CASES);
    Recommendation.Compared compared =
        Verdict.decide(floor, evidence).dimensions().stream()
            .filter(each -> each.dimension() == Dimension.EXPRESSION)
            .findFirst()
            .orElseThrow()
            .compared();
    assertThat(value(compared.scores(), "b")).isLessThan(2.9);
    assertThat(compared.belowFloor()).isEmpty();
  }

  @Test
  void theOrderOfTheCandidatesDoesNotMatter() {
    Evidence evidence = judged(GOOD, 30, 12, CASES);
    Evidence turned =
        new Evidence(
            evidence.candidates().reversed(), CASES, evidence.cleanTwins(), evidence.judged());
    Estimate one = pair(evidence).alone();
    Estimate other = pair(turned).alone();
    assertThat(other.value()).isCloseTo(-one.value(), within(1e-9));
    assertThat(other.low()).isCloseTo(-one.high(), within(1e-9));
  }

  @Test
  void otherDimensionsKeepTheRulesScores() {
    Evidence evidence = judged(GOOD, 30, 12, CASES);
    List<Recommendation.OfDimension> both = decide(evidence).dimensions();
    List<Recommendation.OfDimension> rules = decide(evidence.withoutJudge()).dimensions();
    assertThat(both.getFirst().compared().scores()).isEqualTo(rules.getFirst().compared().scores());
  }

  /** Equal candidates by rules, a mean of 3; the first so many cases are won by a, then b. */
  private static Evidence judged(JudgeSkill skill, int won, int lost, int reached) {
    SplittableRandom random = new SplittableRandom(5);
    double[] scores = new double[CASES];
    Arrays.setAll(scores, i -> i % 2 == 0 ? 2 : 4);
    double[] others = scores.clone();
    for (int i = 0; i + 1 < CASES; i += 6) {
      others[i] = 4;
      others[i + 1] = 2;
    }
    Evidence rules =
        Scripted.evidence(
            candidate("a", "A").right(40, 0.7, random).scores(Dimension.EXPRESSION, scores),
            candidate("b", "B").right(40, 0.7, random).scores(Dimension.EXPRESSION, others));
    List<Judged.Pairing> pairings = new ArrayList<>();
    for (int i = 0; i < CASES; i++) {
      int spread = i * 7 % CASES;
      OptionalDouble balance =
          i >= reached
              ? OptionalDouble.empty()
              : OptionalDouble.of(i < won ? 1 : i < won + lost ? -1 : 0);
      pairings.add(new Judged.Pairing("suite/expression-" + spread, "a", "b", balance));
    }
    return new Evidence(only(rules), CASES, Map.of(), Optional.of(new Judged(pairings, skill)));
  }

  /** Without the expression cases that {@code right} made, whose names would clash. */
  private static List<Evidence.OfCandidate> only(Evidence evidence) {
    return evidence.candidates().stream()
        .map(each ->
            new Evidence.OfCandidate(
                each.candidate(),
                each.facts(),
                each.grades().stream()
                    .filter(grade ->
                        grade.dimension() != Dimension.EXPRESSION
                            || each.grades().indexOf(grade) >= 160)
                    .toList(),
                each.speed(),
                each.conversation()))
        .toList();
  }

  private static Recommendation decide(Evidence evidence) {
    return Verdict.decide(Requirements.DEFAULT, evidence);
  }

  private static Recommendation.OfDimension ofExpression(Evidence evidence) {
    return decide(evidence).dimensions().stream()
        .filter(each -> each.dimension() == Dimension.EXPRESSION)
        .findFirst()
        .orElseThrow();
  }

  private static Recommendation.Compared expression(Evidence evidence) {
    return ofExpression(evidence).compared();
  }

  private static String rule(Evidence evidence) {
    return ofExpression(evidence).rule().en();
  }

  private static Recommendation.Pair pair(Evidence evidence) {
    return expression(evidence).pairs().getFirst();
  }

  private static double width(Estimate estimate) {
    return estimate.high() - estimate.low();
  }

  private static double value(Map<String, Estimate> scores, String id) {
    return Optional.ofNullable(scores.get(id)).orElseThrow().value();
  }
}
