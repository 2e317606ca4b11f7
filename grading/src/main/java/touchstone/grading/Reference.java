package touchstone.grading;

import java.util.List;
import java.util.Optional;

/**
 * A short reference answer, looked for in an answer: a number, date or amount in any spelling, any
 * other words whole, whatever their case, width and script, and not where the answer denies them. A
 * reference of one Chinese character must open the answer: it stands somewhere in most texts.
 */
final class Reference {
  private static final Words LEAD = Words.of("答案 应该 选 是 为 : , 的");

  private Reference() {}

  /** Whether one of the references stands in the answer. */
  static boolean stands(List<String> references, Answer answer) {
    return references.stream().anyMatch(each -> stands(NormalText.of(each).text(), answer));
  }

  private static boolean stands(String reference, Answer answer) {
    if (reference.length() == 1 && Han.is(reference.charAt(0))) {
      return opens(reference, answer.text());
    }
    return RecallGrader.mentioned(answer, reference).stream()
        .anyMatch(span -> !denied(answer, span, reference));
  }

  private static boolean opens(String reference, String text) {
    int at = 0;
    while (at < text.length() && !text.startsWith(reference, at) && LEAD.at(text, at) > 0) {
      at += LEAD.at(text, at);
    }
    return text.startsWith(reference, at) && !text.startsWith("不", at + 1);
  }

  private static boolean denied(Answer answer, int[] span, String reference) {
    Optional<Clause> clause =
        answer.clauses().stream()
            .filter(each -> each.start() <= span[0] && span[1] <= each.end())
            .findFirst();
    return reference.chars().anyMatch(Han::is)
        && clause
            .map(each -> answer.polarity().at(each, span[0], span[1]) == Polarity.Sense.DENIED)
            .orElse(false);
  }
}
