package touchstone.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import touchstone.model.Case;
import touchstone.model.Suite;

class ShippedSuitesTest {
  private static final Path ROOT = Path.of(System.getProperty("touchstone.root"));
  private static final String SHOP = "customer-service-zh";

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
}
