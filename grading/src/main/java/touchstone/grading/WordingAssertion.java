package touchstone.grading;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BinaryOperator;
import touchstone.model.Assertion.Comparison;
import touchstone.model.Assertion.Wording;

/**
 * Compares the words of an answer as they stand, without any normal form but for {@code mentions}.
 */
final class WordingAssertion {
  private WordingAssertion() {}

  /** Whether they compare; empty where an expression cannot be read or needs too much work. */
  static Optional<Boolean> holds(Wording wording, Answer answer) {
    return wording.comparison() == Comparison.REGEX
        ? ForeignPattern.of(wording.values().getFirst()).findsIn(answer.shown())
        : Optional.of(compare(wording, answer));
  }

  private static boolean compare(Wording wording, Answer answer) {
    String text = answer.shown();
    String lower = text.toLowerCase(Locale.ROOT);
    List<String> values = wording.values();
    String first = values.getFirst();
    return switch (wording.comparison()) {
      case EQUALS -> text.equals(first);
      case CONTAINS -> text.contains(first);
      case ICONTAINS -> lower.contains(first.toLowerCase(Locale.ROOT));
      case CONTAINS_ANY -> values.stream().anyMatch(text::contains);
      case CONTAINS_ALL -> values.stream().allMatch(text::contains);
      case ICONTAINS_ANY ->
          values.stream().anyMatch(each -> lower.contains(each.toLowerCase(Locale.ROOT)));
      case ICONTAINS_ALL ->
          values.stream().allMatch(each -> lower.contains(each.toLowerCase(Locale.ROOT)));
      case STARTS_WITH -> text.startsWith(first);
      case ENDS_WITH -> text.endsWith(first);
      case REGEX -> throw new IllegalArgumentException("an expression is no comparison");
      case MENTIONS -> Reference.stands(values, answer);
    };
  }

  /** A stretch of the answer that shows why the assertion passed, empty where none does. */
  static String quote(Wording wording, Answer answer) {
    BinaryOperator<String> found =
        (text, value) -> {
          int at = text.toLowerCase(Locale.ROOT).indexOf(value.toLowerCase(Locale.ROOT));
          return at < 0 || at + value.length() > text.length()
              ? ""
              : text.substring(at, at + value.length());
        };
    return wording.terms().negated()
        ? ""
        : wording.values().stream()
            .map(value -> found.apply(answer.shown(), value))
            .filter(quote -> !quote.isBlank())
            .map(Answer::shortened)
            .findFirst()
            .orElse("");
  }
}
