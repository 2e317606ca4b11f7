package touchstone.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import touchstone.model.Case;
import touchstone.model.Check;
import touchstone.model.Dimension;
import touchstone.model.Suite;

class ShippedSuitesTest {
  private static final Path ROOT = Path.of(System.getProperty("touchstone.root"));
  private static final String SHOP = "customer-service-zh";
  private static final String ENGLISH = "customer-service-en";

  static Stream<String> names() {
    return SuiteFolders.names(ROOT).stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyShippedCaseIsGood(String name) {
    SuiteReading reading = SuiteReader.read(SuiteFolders.find(name, ROOT));
    assertThat(reading.badCases()).isEmpty();
    assertThat(reading.suite().name()).isEqualTo(name);
    assertThat(reading.suite().licence()).isEqualTo("Apache-2.0");
  }

  @ParameterizedTest
  @MethodSource("names")
  void everySkillHasANameInTheOtherLanguage(String name) {
    Suite suite = SuiteReader.read(SuiteFolders.find(name, ROOT)).suite();
    assertThat(suite.skills().keySet())
        .containsExactlyInAnyOrderElementsOf(
            suite.cases().stream().map(Case::skill).collect(Collectors.toSet()));
    assertThat(suite.skills().values())
        .allSatisfy(each -> {
          assertThat(each.zh()).containsPattern("\\p{IsHan}");
          assertThat(each.en()).doesNotContainPattern("\\p{IsHan}");
        });
  }

  @Test
  void everyCaseHasTwoGoodAndTwoWrongAnswers() {
    Suite suite = SuiteReader.read(SuiteFolders.find(SHOP, ROOT)).suite();
    List<CaseAnswers> answers =
        AnswersReader.read(SuiteFolders.find(SHOP, ROOT).resolve(AnswersReader.FILE), suite);
    assertThat(answers.stream().map(CaseAnswers::caseId).collect(Collectors.toSet()))
        .containsExactlyInAnyOrderElementsOf(suite.cases().stream().map(Case::id).toList());
    assertThat(answers)
        .allSatisfy(each -> {
          assertThat(each.good()).as(each.caseId()).hasSizeGreaterThanOrEqualTo(2);
          assertThat(each.bad()).as(each.caseId()).hasSizeGreaterThanOrEqualTo(2);
        });
  }

  @Test
  void theEnglishSuiteIsLargeEnoughInEveryDimension() {
    Suite suite = english();
    Map<Dimension, Long> sizes =
        suite.cases().stream()
            .collect(Collectors.groupingBy(Case::dimension, Collectors.counting()));
    assertThat(sizes.get(Dimension.SEMANTICS)).isGreaterThanOrEqualTo(70);
    assertThat(sizes.get(Dimension.MEMORY)).isGreaterThanOrEqualTo(20);
    assertThat(sizes.get(Dimension.EXPRESSION)).isGreaterThanOrEqualTo(25);
    assertThat(sizes.get(Dimension.ROBUSTNESS)).isGreaterThanOrEqualTo(40);
    assertThat(suite.cases().stream().map(Case::cluster).distinct())
        .hasSizeGreaterThanOrEqualTo(150);
    assertThat(suite.cases())
        .filteredOn(each -> each.dimension() == Dimension.MEMORY)
        .allSatisfy(each -> assertThat(each.turns()).hasSizeBetween(6, 10));
  }

  @Test
  void disturbedEnglishCasesAskWhatTheirTwinsAsk() {
    Suite suite = english();
    Map<String, Case> byId =
        suite.cases().stream().collect(Collectors.toMap(Case::id, Function.identity()));
    List<Case> disturbed =
        suite.cases().stream().filter(each -> each.cleanTwin().isPresent()).toList();
    assertThat(disturbed).hasSizeGreaterThanOrEqualTo(30);
    assertThat(disturbed)
        .allSatisfy(each -> {
          Case twin = Objects.requireNonNull(byId.get(each.cleanTwin().orElseThrow()));
          assertThat(own(each)).as(each.id()).isEqualTo(own(twin));
          assertThat(each.system()).as(each.id()).isEqualTo(twin.system());
          assertThat(each.cluster()).isEqualTo(twin.cluster());
        });
  }

  @Test
  void aHundredEnglishCasesHaveGoodAndWrongAnswers() {
    List<CaseAnswers> answers =
        AnswersReader.read(SuiteFolders.find(ENGLISH, ROOT).resolve(AnswersReader.FILE), english());
    assertThat(answers.stream().map(CaseAnswers::caseId).distinct())
        .hasSizeGreaterThanOrEqualTo(130);
    assertThat(answers)
        .allSatisfy(each -> {
          assertThat(each.good()).as(each.caseId()).isNotEmpty();
          assertThat(each.bad()).as(each.caseId()).isNotEmpty();
        });
  }

  private static Suite english() {
    return SuiteReader.read(SuiteFolders.find(ENGLISH, ROOT)).suite();
  }

  /** What a case asks for, without what its dimension adds. */
  private static List<Check> own(Case asked) {
    return asked.turns().getLast().checks().stream()
        .filter(check -> check instanceof Check.KeyPoint || check instanceof Check.Empathy)
        .toList();
  }
}
