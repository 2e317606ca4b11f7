package touchstone.judge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{\"reason\":\"全\",\"better\":\"A\"}|FIRST",
        "```json\\n{\"reason\": \"x\", \"better\": \"B\"}\\n```|SECOND",
        "好的，结论如下：{\"better\":\"tie\",} 以上。|TIE",
        "{'better': 'a'}|FIRST",
        "{better: \"回答 B\"}|SECOND",
        "{\"better\":\"Answer A\"}|FIRST",
        "{\"reason\":\"引号\\\"里有 } 也不怕\",\"better\":\"B\"}|SECOND",
        "{\"reason\":\"换\\n行\",\"better\":\"平局\"}|TIE",
        "先看 {不是 JSON} 再看 {\"better\":\"A\"}|FIRST",
        "{\"better\":\"A\"} 再说一遍 {\"better\":\"a\"}|FIRST",
      })
  void readsWhatAModelWritesAroundItsDecision(String text, Preference expected) {
    assertThat(Form.PAIR.decision(text.replace("\\n", "\n")).orElseThrow().value())
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "A 更好",
        "{\"better\":\"C\"}",
        "{\"better\":null}",
        "{\"score\":5}",
        "{\"better\":\"A\"",
        "{\"better\":\"A\"} 不对，应为 {\"better\":\"B\"}",
        "[\"A\"]",
      })
  void decidesNothingWhereNothingIsSaidOrTwoThings(String text) {
    assertThat(Form.PAIR.decision(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"3,3", "'\"4\"',4", "5.0,5", "'\"2分\"',2", "'\"3/5\"',3"})
  void readsScores(String written, int expected) {
    assertThat(Form.SCORE.decision("{\"score\":" + written + "}").orElseThrow().value())
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "6", "3.5", "\"五\"", "true", "[3]", "55"})
  void takesNoOtherScores(String written) {
    assertThat(Form.SCORE.decision("{\"score\":" + written + "}")).isEmpty();
  }

  @Test
  @Timeout(5)
  void bracesThatNeverCloseTakeNoTime() {
    assertThat(Form.PAIR.decision("{".repeat(20_000))).isEmpty();
    assertThat(Form.PAIR.decision("{".repeat(2_000_000))).isEmpty();
    assertThat(Form.PAIR.decision("{\"a\":".repeat(3000) + "1" + "}".repeat(3000))).isEmpty();
  }

  @Test
  void aDecisionSurvivesTheCache() {
    Form.Decision<Preference> decision =
        Form.PAIR.decision("{\"better\":\"B\",\"reason\":\"“对”\\n\"}").orElseThrow();
    assertThat(Form.PAIR.decision(Form.PAIR.written(decision))).contains(decision);
    assertThat(Form.SCORE.decision(Form.SCORE.written(new Form.Decision<>(4, "4", ""))))
        .map(Form.Decision::value)
        .contains(4);
  }
}
