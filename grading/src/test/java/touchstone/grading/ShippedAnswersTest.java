package touchstone.grading;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import touchstone.model.Case;
import touchstone.model.Finding;
import touchstone.model.Grade;
import touchstone.model.Suite;
import touchstone.suite.AnswersReader;
import touchstone.suite.CaseAnswers;
import touchstone.suite.CheckKind;
import touchstone.suite.SuiteReader;
import touchstone.suite.SuiteReading;
import touchstone.suite.WrongAnswer;

/**
 * The good and bad answers of a suite against its cases: of the shipped one, and of a second shop
 * with other words that the graders' lists were not made from.
 */
@ParameterizedClass
@ValueSource(
    strings = {
      "suites/customer-service-zh",
      "suites/customer-service-en",
      "grading/src/test/resources/touchstone/grading/tea-house"
    })
final class ShippedAnswersTest {
  private final String name;
  private final Map<String, Case> cases;
  private final List<CaseAnswers> answers;

  ShippedAnswersTest(String name) {
    this.name = name;
    Path folder = Path.of(System.getProperty("touchstone.root")).resolve(name);
    SuiteReading reading = SuiteReader.read(folder);
    assertThat(reading.badCases()).isEmpty();
    Suite suite = reading.suite();
    cases = suite.cases().stream().collect(Collectors.toMap(Case::id, Function.identity()));
    answers = AnswersReader.read(folder.resolve(AnswersReader.FILE), suite);
  }

  @Test
  void goodAnswersScoreFourOrMore() {
    var faults = new ArrayList<String>();
    for (CaseAnswers each : answers) {
      for (String good : each.good()) {
        Grade grade = Samples.grade(asked(each), each.turn(), good);
        if (grade.score().orElse(0) < 4) {
          faults.add(each.caseId() + ": " + good + "\n    " + lost(grade));
        }
      }
    }
    assertThat(faults).isEmpty();
  }

  @Test
  void badAnswersScoreClearlyLowerAndFailTheNamedCheck() {
    var faults = new ArrayList<String>();
    for (CaseAnswers each : answers) {
      for (WrongAnswer bad : each.bad()) {
        Grade grade = Samples.grade(asked(each), each.turn(), bad.answer());
        boolean named = bad.fails().stream().allMatch(kind -> fails(grade, kind));
        if (grade.score().orElse(5) > most(each) || !named) {
          faults.add(
              "%s: %s (%s, fails %s)\n    %s"
                  .formatted(each.caseId(), bad.answer(), grade.score(), bad.fails(), lost(grade)));
        }
      }
    }
    assertThat(faults).isEmpty();
  }

  @Test
  void answersArePrintedWithPrecisionAndRecallByGrader() {
    Map<String, Tally> tallies = new TreeMap<>();
    for (CaseAnswers each : answers) {
      for (String good : each.good()) {
        Samples.grade(asked(each), each.turn(), good)
            .findings()
            .forEach(found -> tally(tallies, found).add(false, found.credit() <= 0.5));
      }
      for (WrongAnswer bad : each.bad()) {
        Grade grade = Samples.grade(asked(each), each.turn(), bad.answer());
        for (CheckKind kind : bad.fails()) {
          tallies.computeIfAbsent(name(kind), _ -> new Tally()).add(true, fails(grade, kind));
        }
      }
    }
    System.out.println(name + "/answers.yaml, faults found by grader:");
    tallies.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
        .forEach(each -> System.out.printf("  %-14s %s%n", each.getKey(), each.getValue()));
    assertThat(tallies).containsKey(KeyPointGrader.NAME);
  }

  /** A point below every good answer, and 3 where the good ones get full marks for one thing. */
  private double most(CaseAnswers answers) {
    double worst =
        answers.good().stream()
            .mapToDouble(
                good -> Samples.grade(asked(answers), answers.turn(), good).score().orElse(0))
            .min()
            .orElse(5);
    return Math.max(3, Math.min(3.7, worst - 1));
  }

  private Case asked(CaseAnswers answers) {
    return Objects.requireNonNull(cases.get(answers.caseId()));
  }

  private static Tally tally(Map<String, Tally> tallies, Finding finding) {
    return tallies.computeIfAbsent(finding.grader(), _ -> new Tally());
  }

  private static boolean fails(Grade grade, CheckKind kind) {
    return grade.findings().stream()
        .anyMatch(found -> found.grader().equals(name(kind)) && found.credit() <= 0.5);
  }

  private static String name(CheckKind kind) {
    return kind == CheckKind.KEY ? KeyPointGrader.NAME : kind.id();
  }

  private static String lost(Grade grade) {
    return grade.score()
        + " "
        + grade.standing()
        + grade.findings().stream()
            .filter(found -> found.credit() < 1)
            .map(found ->
                "\n    - %s %s %.2f “%s” %s"
                    .formatted(
                        found.grader(),
                        found.about(),
                        found.credit(),
                        found.quote(),
                        found.note().zh()))
            .collect(Collectors.joining());
  }
}
