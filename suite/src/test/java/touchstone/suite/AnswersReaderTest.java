package touchstone.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import touchstone.model.Suite;

class AnswersReaderTest {
  @TempDir Path folder;

  @Test
  void readsAnswersToTheTurnTheyName() throws IOException {
    List<CaseAnswers> answers =
        read(
            """
            - {case: talk, turn: 2, good: [小满], bad: [{answer: 小雪, fails: recall}]}
            - {case: talk, turn: 1, good: [您好], bad: [{answer: 不行, fails: [no-refusal]}]}
            """);
    assertThat(answers)
        .containsExactly(
            new CaseAnswers(
                "talk",
                1,
                List.of(Reply.of("小满")),
                List.of(new WrongAnswer(Reply.of("小雪"), List.of(CheckKind.RECALL)))),
            new CaseAnswers(
                "talk",
                0,
                List.of(Reply.of("您好")),
                List.of(new WrongAnswer(Reply.of("不行"), List.of(CheckKind.NO_REFUSAL)))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {case: tolk, good: [好], bad: []} | Did you mean talk?
          {case: talk, turn: 4, good: [好], bad: []} | a whole number in 1–3
          {case: talk, turn: 3, good: [好], bad: []} | this turn has no checks
          {case: talk, turn: 2, good: [好], bad: [{answer: 坏, fails: key}]} | 'key' is unknown; right are: recall
          {case: talk, turn: 2, bad: []} | 'good' is missing
          """)
  void saysWhatIsWrong(String answers, String message) {
    assertThatThrownBy(() -> read("- " + answers))
        .hasMessageContaining("answers.yaml:1:")
        .hasMessageContaining(message);
  }

  private List<CaseAnswers> read(String answers) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("suite.yaml"),
            """
            name: shop
            cases:
              - id: talk
                dimension: memory
                turns:
                  - {user: 我叫小满, checks: [no-refusal]}
                  - {user: 我叫啥, checks: [{recall: 名字, expected: 小满, distance: 1}]}
                  - 好的
            """);
    Suite suite = SuiteReader.read(file).suite();
    return AnswersReader.read(Files.writeString(folder.resolve("answers.yaml"), answers), suite);
  }
}
