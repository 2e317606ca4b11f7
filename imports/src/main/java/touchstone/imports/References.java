package touchstone.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;
import touchstone.model.Assertion;
import touchstone.model.Assertion.Comparison;
import touchstone.model.Assertion.Terms;
import touchstone.model.Check;
import touchstone.model.Text;

/**
 * Makes a check of reference answers. Only a short one can be looked for word by word; an answer
 * may be right without repeating a long one, so that one needs a judge.
 */
final class References {
  /** Longest reference that is looked for, in code points. */
  static final int LONGEST = 40;

  static final Text TOO_LONG =
      new Text(
          "参考答案超过 " + LONGEST + " 个字或有好几行，逐字找不公平，需要裁判或人来评",
          "the reference is over "
              + LONGEST
              + " characters or has several lines: to look for it"
              + " word by word would be unfair, it needs a judge or a person");
  static final Text RECORDED =
      new Text(
          "记录里的回答是当时说的话，不是标准答案，需要裁判或人来评",
          "the recorded answer is what was said, not a reference: it needs a judge or a person");
  static final Text NONE =
      new Text("没有参考答案，需要裁判或人来评", "no reference answer: it needs a judge or a person");

  private References() {}

  /** A check that any of the references stands in the answer; empty if one is too long. */
  static Optional<Check.Assertions> check(List<String> references) {
    boolean findable = !references.isEmpty() && references.stream().allMatch(References::findable);
    return findable ? Optional.of(mentions(references)) : Optional.empty();
  }

  private static boolean findable(String reference) {
    return !reference.isBlank()
        && reference.strip().indexOf('\n') < 0
        && reference.codePointCount(0, reference.length()) <= LONGEST
        && reference.codePoints().anyMatch(Character::isLetterOrDigit);
  }

  private static Check.Assertions mentions(List<String> references) {
    List<String> stripped = references.stream().map(String::strip).toList();
    return all(List.of(new Assertion.Wording(Comparison.MENTIONS, stripped, Terms.plain())));
  }

  /** A check that all of the words stand in the answer. */
  static Check.Assertions everyOne(List<String> words) {
    List<Assertion> all = new ArrayList<>();
    words.forEach(
        word -> all.add(new Assertion.Wording(Comparison.MENTIONS, List.of(word), Terms.plain())));
    return all(all);
  }

  static Check.Assertions all(List<Assertion> assertions) {
    return new Check.Assertions(assertions, OptionalDouble.empty(), 1);
  }

  /** One reference, or a list of which any will do; empty where there is none. */
  static List<String> of(JsonNode node) {
    List<String> references = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(each -> Columns.words(each).ifPresent(references::add));
    } else {
      Columns.words(node).ifPresent(references::add);
    }
    return references;
  }

  /** A draft with one more turn, graded by its references where they can be looked for. */
  static Draft asked(Draft draft, String user, List<String> references) {
    return draft.and(user, check(references)).saying(references.isEmpty() ? NONE : TOO_LONG);
  }
}
