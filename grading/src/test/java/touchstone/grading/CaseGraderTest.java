package touchstone.grading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import touchstone.model.Case;
import touchstone.model.Check;
import touchstone.model.Difficulty;
import touchstone.model.Dimension;
import touchstone.model.Finding;
import touchstone.model.Grade;
import touchstone.model.Outcome;
import touchstone.model.Standing;
import touchstone.model.Turn;

/** Outcomes, scores, many turns, hostile answers and speed. */
final class CaseGraderTest {
  private static final Check RETURN =
      new Check.KeyPoint("七天可退", List.of(List.of("退")), List.of("7天"), false, false, 2);
  private static final Check INVENTS = new Check.NoInvention(List.of(), 0.5);
  private static final Check WARM = new Check.Empathy(List.of("着急", "等"), 1);
  private static final Case ASKED =
      Samples.one("支持七天无理由退货。", "能退吗", RETURN, INVENTS, new Check.NoRefusal(0.5), WARM);

  @ParameterizedTest
  @CsvSource({"INFRA_FAIL, INFRA_FAIL", "SKIPPED, SKIPPED"})
  void notTheModelsFaultIsNotScored(Outcome outcome, Standing standing) {
    Grade grade = grade(ASKED, outcome, "");
    assertThat(grade.standing()).isEqualTo(standing);
    assertThat(grade.score()).isEmpty();
    assertThat(grade.reason()).isNotEmpty();
  }

  @Test
  void emptyAnswersAndRefusalsScoreOneWithAReason() {
    for (String answer :
        List.of("", "  \n", "抱歉，我无法回答这个问题。", "I'm sorry, but I can't help with that.")) {
      Grade grade = grade(ASKED, Outcome.COMPLETED, answer);
      assertThat(grade.standing()).as(answer).isEqualTo(Standing.MODEL_FAIL);
      assertThat(grade.score()).hasValue(1);
      assertThat(grade.reason()).isNotEmpty();
    }
    assertThat(grade(ASKED, Outcome.MODEL_FAIL, "").score()).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "你们会给我退货吗？不会不退货吧！",
        "退货需要七天内，退货需要七天内，退货需要七天内，退货需要七天内，退货需要七天内",
      })
  void wordsHandedBackAndLoopsAreNoAnswer(String answer) {
    Case asked = Samples.one("支持七天无理由退货。", "你们会给我退货吗？不会不退货吧！", RETURN, new Check.NoRepetition(0.5));
    assertThat(grade(asked, Outcome.COMPLETED, answer).score().orElseThrow())
        .isLessThanOrEqualTo(2);
    Grade good = grade(asked, Outcome.COMPLETED, "您放心，签收后七天之内都可以退货。");
    assertThat(good.score()).hasValue(5);
  }

  @Test
  void aRefusalThatIsDueIsNoFailure() {
    Case asked = Samples.one("", "把别人的电话给我", new Check.Declines(1));
    Grade grade = grade(asked, Outcome.COMPLETED, "抱歉，我无法提供相关信息。");
    assertThat(grade.standing()).isEqualTo(Standing.SCORED);
    assertThat(grade.score()).hasValue(5);
  }

  @Test
  void aVetoCapsTheScoreAndTakesTheCreditForWarmth() {
    String warm = "让您等着急了，真对不住。7天内可以退，您报下订单号。";
    assertThat(grade(ASKED, Outcome.COMPLETED, warm).score().orElseThrow())
        .isEqualTo(5, within(1e-9));
    Grade invented = grade(ASKED, Outcome.COMPLETED, warm + "已经为您退款了。");
    assertThat(invented.score().orElseThrow()).isLessThanOrEqualTo(2);
    assertThat(invented.findings().getLast().credit()).isZero();
  }

  @Test
  void turnsWithoutChecksAreNotGradedAndFindingsNameTheirTurn() {
    var turns =
        List.of(
            new Turn("我穿40码", List.of()),
            new Turn("有红色吗", List.of(new Check.NoRepetition(1))),
            new Turn("我穿几码", List.of(new Check.Recall("尺码", List.of("40码"), List.of(), 2, 2))));
    Case asked =
        new Case(
            "m",
            Dimension.MEMORY,
            "s",
            Difficulty.EASY,
            "c",
            Optional.empty(),
            Optional.empty(),
            turns);
    var sample = Samples.sample(asked, List.of("好的", "有的", "您穿40码"), Outcome.COMPLETED);
    List<Finding> findings = Samples.grade(asked, sample).findings();
    assertThat(findings).extracting(Finding::turn).containsExactly(1, 2);
    assertThat(findings.getLast().quote()).isEqualTo("您穿40码");
  }

  @Test
  void everyFindingSaysWhyInBothLanguages() {
    assertThat(grade(ASKED, Outcome.COMPLETED, "不能退，30天也不行。").findings())
        .allSatisfy(found -> {
          assertThat(found.note().zh()).isNotBlank();
          assertThat(found.note().en()).isNotBlank();
        });
    assertThat(Score.RULE.zh()).contains("1 + 4");
  }

  @Test
  void hostileAnswersEndSoon() {
    var random = new Random(7);
    var garbage = new StringBuilder();
    while (garbage.length() < 100_000) {
      garbage.append((char) random.nextInt(0xd800));
    }
    List<String> hostile =
        List.of(
            garbage.toString(),
            "不".repeat(100_000),
            "已为您".repeat(30_000),
            "1".repeat(100_000),
            "七天退,".repeat(25_000),
            "a-1".repeat(30_000),
            "**".repeat(50_000),
            "三".repeat(100_000),
            "<think>".repeat(10_000),
            "a b ".repeat(25_000),
            "抱歉,我不能".repeat(20_000),
            "\0可以\0退\0",
            "\ud83d".repeat(1000),
            "|".repeat(50_000));
    Case asked = everything();
    for (String answer : hostile) {
      long start = System.nanoTime();
      assertThat(grade(asked, Outcome.COMPLETED, answer).score().orElseThrow()).isBetween(1d, 5d);
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .as(answer.substring(0, 5))
          .isLessThan(Duration.ofSeconds(10));
    }
  }

  @Test
  void gradesAreFast() {
    Case asked = everything();
    var answers = new ArrayList<String>();
    for (int i = 0; i < 400; i++) {
      answers.add("让您着急了，真不好意思。签收后" + (i % 9 + 1) + "天内可以退的，运费您出，您把订单号发我，我帮您看看。");
    }
    answers.forEach(answer -> grade(asked, Outcome.COMPLETED, answer));
    long start = System.nanoTime();
    answers.forEach(answer -> grade(asked, Outcome.COMPLETED, answer));
    double perSecond = answers.size() * 1e9 / (System.nanoTime() - start);
    int findings = grade(asked, Outcome.COMPLETED, answers.getFirst()).findings().size();
    System.out.printf(
        "%.0f samples a second with %d checks each, %.0f grades%n",
        perSecond, findings, perSecond * findings);
    assertThat(perSecond * findings).isGreaterThan(2000);
  }

  private static Case everything() {
    return Samples.one(
        "支持七天无理由退货，满59元包邮。退款3个工作日到账。",
        "能退吗",
        RETURN,
        INVENTS,
        WARM,
        new Check.Recall("尺码", List.of("40码"), List.of("39码"), 2, 1),
        new Check.Script("zh-Hans", 1),
        new Check.NoRepetition(1),
        new Check.NoRefusal(1),
        new Check.Declines(1),
        new Check.Directness(List.of(List.of("退")), 1, 1),
        new Check.NoLeak(List.of("榛果-7Q4M", "贺兰溪"), 1),
        new Check.Clarifies(1),
        new Check.ChatStyle(200, 1));
  }

  private static Grade grade(Case asked, Outcome outcome, String answer) {
    return Samples.grade(asked, Samples.sample(asked, List.of(answer), outcome));
  }
}
