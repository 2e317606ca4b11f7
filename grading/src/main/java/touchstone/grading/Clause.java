package touchstone.grading;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A stretch between commas and the like.
 *
 * @param sentence number of the sentence that it belongs to, 0 for the first
 * @param asks it ends a question
 */
record Clause(int start, int end, int sentence, boolean asks) {
  private static final String SENTENCE = "。!?;\n";
  private static final String CLAUSE = ",:()…【】[]";
  private static final Pattern SUPPOSED =
      Pattern.compile("(?<!应该|肯定|当然)(?:不会|不至于|总不|该不|难道|不是说|没有)");
  private static final List<String> TURNS = List.of("但是", "但", "然而", "不过", " but ", " though ");
  private static final List<String> ABBREVIATIONS = List.of("a.m.", "p.m.", "e.g.", "i.e.", "rs.");

  private static final int LONGEST_QUESTION = 300;

  /** Opens a question up to the mark at its end, however many commas stand between. */
  private static final Pattern INTERROGATIVE =
      Pattern.compile(
          "^ ?(?:(?:and|so|or|but|also|sorry|hi|hello|hey|ok|okay)"
              + " )?(?:(?:could|can|would|will|do|does|did|is|are|was|were|have|has|had|shall|should|may)"
              + " (?:you|i|we|it|that|this|they|he|she|there|the|your|our|my|any|a)"
              + "|what|which|how|where|when|who|whose|why)(?![a-z])");

  /** Asks for something to be sent or told: a request, which settles what is to be done next. */
  private static final Pattern REQUEST =
      Pattern.compile(
          "(?:could|can|would|will|might|may) (?:you|i)(?: mind)?(?: just| please| kindly|"
              + " possibly)?"
              + " (?:send|share|sharing|sending|giv(?:e|ing)|tell|telling|let|provid(?:e|ing)|confirm|pop|drop|have|get|grab|ask|take|pass|attach|post|forward)|what(?:'s|"
              + " is) (?:your|the) |do you have (?:your|the|an?) |(?:shall|should|can) i"
              + " (?:ask|get|put|pass|connect|have|bring|hand)|would you like me to |mind"
              + " (?:sending|sharing|giving)");

  /** The clauses of a normal text, in order; none is empty. */
  static List<Clause> of(String text) {
    var clauses = new ArrayList<Clause>();
    int start = 0;
    int sentence = 0;
    for (int i = 0; i <= text.length(); i++) {
      boolean end = i == text.length() || endsSentence(text, i);
      if (end || endsClause(text, i)) {
        if (i > start) {
          clauses.add(new Clause(start, i, sentence, asked(text, i)));
        }
        start = i < text.length() && separator(text.charAt(i)) ? i + 1 : i;
      }
      if (end && !clauses.isEmpty() && clauses.getLast().sentence == sentence) {
        sentence++;
      }
    }
    return clauses;
  }

  private static boolean separator(char c) {
    return SENTENCE.indexOf(c) >= 0 || CLAUSE.indexOf(c) >= 0 || c == '~' || c == '.' || c == '-';
  }

  /** 不会不给开吧, 难道不能退吧: asked for a no, not stated. */
  private static boolean supposed(String text, int end) {
    if (end == 0 || text.charAt(end - 1) != '吧') {
      return false;
    }
    int start = end - 1;
    while (start > 0 && !separator(text.charAt(start - 1))) {
      start--;
    }
    return SUPPOSED.matcher(text.substring(start, end)).find();
  }

  private static boolean asked(String text, int end) {
    boolean asksOrNot = end >= 2 && text.charAt(end - 1) == '不' && !text.startsWith("要不", end - 2);
    return asksOrNot
        || supposed(text, end)
        || (end < text.length() && text.charAt(end) == '?' && !requested(text, end))
        || opensQuestion(text, end)
        || (end > 0 && "吗么".indexOf(text.charAt(end - 1)) >= 0 && !text.startsWith("什么", end - 2));
  }

  private static boolean requested(String text, int end) {
    return REQUEST.matcher(text.substring(sentenceStart(text, end), end)).find();
  }

  private static int sentenceStart(String text, int end) {
    int start = end;
    while (start > 0 && end - start < LONGEST_QUESTION && !endsSentence(text, start - 1)) {
      start--;
    }
    return start;
  }

  /** An English question whose mark stands behind a later clause. */
  private static boolean opensQuestion(String text, int end) {
    if (end >= text.length() || CLAUSE.indexOf(text.charAt(end)) < 0) {
      return false;
    }
    int start = end;
    while (start > 0 && end - start < LONGEST_QUESTION && !separator(text.charAt(start - 1))) {
      start--;
    }
    int mark = end;
    while (mark < text.length() && mark - end < LONGEST_QUESTION && !endsSentence(text, mark)) {
      mark++;
    }
    return mark < text.length()
        && text.charAt(mark) == '?'
        && INTERROGATIVE.matcher(text.substring(start, end)).find()
        && !REQUEST.matcher(text.substring(start, mark)).find();
  }

  private static boolean endsSentence(String text, int at) {
    char c = text.charAt(at);
    boolean stop = c == '.' && !alphanumeric(text, at + 1) && at > 0 && !abbreviated(text, at);
    return SENTENCE.indexOf(c) >= 0 || stop;
  }

  /** The point of 5 p.m. today, e.g. this; at the end of a sentence a capital would follow. */
  private static boolean abbreviated(String text, int at) {
    return at + 1 < text.length()
        && text.charAt(at + 1) == ' '
        && ABBREVIATIONS.stream()
            .filter(each -> text.startsWith(each, at + 1 - each.length()))
            .anyMatch(each -> Words.whole(text, at + 1 - each.length(), at + 1));
  }

  private static boolean endsClause(String text, int at) {
    char c = text.charAt(at);
    if (c == ',' || c == ':') {
      return !(digit(text, at - 1) && digit(text, at + 1));
    }
    if (c == '-') {
      return text.startsWith("--", at) || (text.startsWith(" - ", at - 1) && !digit(text, at - 2));
    }
    if (c == '~') {
      return !alphanumeric(text, at + 1) || !alphanumeric(text, at - 1);
    }
    if (CLAUSE.indexOf(c) >= 0) {
      return true;
    }
    return (c == '但' || c == '然' || c == '不' || c == ' ')
        && TURNS.stream().anyMatch(turn -> text.startsWith(turn, at))
        && !text.startsWith("但凡", at)
        && !text.startsWith("不过期", at)
        && (at == 0 || "不非".indexOf(text.charAt(at - 1)) < 0);
  }

  private static boolean digit(String text, int at) {
    return at >= 0 && at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  private static boolean alphanumeric(String text, int at) {
    return at >= 0
        && at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '半');
  }

  /** The words of the clause before a position; a value such as a link may start outside it. */
  String before(String text, int at) {
    return at > start ? text.substring(start, Math.min(at, text.length())) : "";
  }

  /** The words of the clause from a position on; a value such as a link may reach over its end. */
  String after(String text, int at) {
    return at < end ? text.substring(Math.max(at, 0), end) : "";
  }

  String of(NormalText text) {
    return text.text().substring(start, end);
  }
}
