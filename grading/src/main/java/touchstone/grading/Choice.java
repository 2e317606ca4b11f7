package touchstone.grading;

import java.util.regex.Pattern;
import touchstone.grading.Polarity.Sense;

/**
 * Whether an answer picks one of the options that the question lists. To mention it is not enough:
 * it must be affirmed, or denied where the question asks what will not do, and stand alone.
 */
final class Choice {
  private static final Pattern ASKS_FOR_NO =
      Pattern.compile("(?:哪|什么|啥)[^,。!?]{0,4}(?:不能|不可以|不行|不要|不该|别|碰不得|吃不得|没法)");
  private static final Pattern ASKS_FOR_NO_ENGLISH =
      Pattern.compile(
          "(?:which|what)[^.!?]{0,30}(?:\\bnot\\b|n't|never|avoid|off limits|no good|leave out|stay"
              + " away)");
  private static final Pattern UNDECIDED =
      Pattern.compile(
          "看您|看你|随便|随您|您定|都有|都行|都可以|都不错|都挺|都好|任选|凭喜好|各有|up to you|either"
              + " (?:is|one|of|works)|whichever|both (?:are|would|work)|any of");
  private static final Pattern JOINED_BEFORE =
      Pattern.compile("(?:和|跟|与|或|或者|、|还是|以及)$| (?:and|or)(?: the| a| an)? $");
  private static final Pattern JOINED_AFTER =
      Pattern.compile("^[的那个款种干]{0,2}(?:和|跟|与|或|、|还是|以及)|^(?: \\w+)? (?:and|or) (?!not)");

  private Choice() {}

  /** Whether the words between two positions of a clause are what the answer takes. */
  static boolean of(Answer answer, Clause clause, int from, int to) {
    String text = answer.text();
    String words = text.substring(clause.start(), clause.end());
    Sense sense = answer.polarity().at(clause, from, to);
    String question = answer.question().text();
    if (ASKS_FOR_NO.matcher(question).find() || ASKS_FOR_NO_ENGLISH.matcher(question).find()) {
      return sense == Sense.DENIED
          || (sense == Sense.AFFIRMED && !answer.polarity().firm(clause, clause.end()));
    }
    return sense == Sense.AFFIRMED
        && !UNDECIDED.matcher(words).find()
        && !joined(answer, clause, from, to);
  }

  private static boolean joined(Answer answer, Clause clause, int from, int to) {
    String before = clause.before(answer.text(), from);
    String after = clause.after(answer.text(), to);
    return JOINED_BEFORE.matcher(before).find() || JOINED_AFTER.matcher(after).find();
  }
}
