package touchstone.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import touchstone.document.Document;
import touchstone.model.Assertion;
import touchstone.model.Assertion.Comparison;
import touchstone.model.Assertion.JsonForm;
import touchstone.model.Assertion.Terms;
import touchstone.model.Check;
import touchstone.model.ProblemException;

class AssertionReaderTest {
  @Test
  void readsEveryKindOfAssertion() {
    Check check =
        read(
            """
            assert:
            - {type: contains, value: 七天, weight: 2, metric: 店规}
            - {type: not-icontains-any, value: [a, b]}
            - {type: equals, json: '{"a": 1}'}
            - {type: is-json}
            - {type: levenshtein, value: 可以}
            - {type: word-count, max: 3}
            - {type: choice, value: B, options: [三天, 七天]}
            - {type: assert-set, threshold: 0.5, assert: [{type: regex, value: "^在", weight: 0}]}
            threshold: 0.75
            weight: 3
            """);
    assertThat(check)
        .isEqualTo(
            new Check.Assertions(
                List.of(
                    new Assertion.Wording(
                        Comparison.CONTAINS, List.of("七天"), new Terms(false, "店规", 2)),
                    new Assertion.Wording(
                        Comparison.ICONTAINS_ANY, List.of("a", "b"), new Terms(true, "", 1)),
                    new Assertion.Json(JsonForm.EQUALS, Optional.of("{\"a\": 1}"), Terms.plain()),
                    new Assertion.Json(JsonForm.WHOLE, Optional.empty(), Terms.plain()),
                    new Assertion.Distance("可以", 5, Terms.plain()),
                    new Assertion.WordCount(OptionalInt.empty(), OptionalInt.of(3), Terms.plain()),
                    new Assertion.Choice("B", List.of("三天", "七天"), Terms.plain()),
                    new Assertion.Group(
                        List.of(
                            new Assertion.Wording(
                                Comparison.REGEX, List.of("^在"), new Terms(false, "", 0))),
                        OptionalDouble.of(0.5),
                        Terms.plain())),
                OptionalDouble.of(0.75),
                3));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]                                        | at least one assertion",
        "[{value: a}]                              | 'type'",
        "[{type: contians, value: a}]              | Did you mean contains?",
        "[{type: llm-rubric, value: polite}]       | 'llm-rubric' is unknown",
        "[{type: contains}]                        | 'value' is missing",
        "[{type: word-count}]                      | 'min' or 'max'",
        "[{type: choice, value: C, options: [a, b]}] | 'C' is unknown",
        "[{type: contains, value: a, weight: -1}]  | a number in 0",
      })
  void saysWhatIsWrong(String list, String told) {
    assertThatThrownBy(() -> read("assert: " + list))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(told);
  }

  private static Check read(String yaml) {
    return CheckReader.read(Document.read("suite.yaml", yaml));
  }
}
