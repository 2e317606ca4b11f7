package touchstone.grading;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import touchstone.grading.Polarity.Sense;

/**
 * Finds that a time limit has run out: after 签收24小时内才能赔 the words 您这单已经超时了 mean no, although no
 * word of negation stands beside 赔.
 */
final class Expiry {
  private static final int REACH = 4;
  private static final Pattern OVER =
      Pattern.compile(
          "(?<![没未不])(?:超时|超期|逾期|过期|超限|过时限|过了(?:时间|时限|时效|期限|规定|这个|那个|这段|日子|头|\\d|[一二两三四五六七八九十])"
              + "|(?:时间|时限|时效|期限|日子|窗口|点儿)[^,。!?\\n]{0,4}(?<![没未不])(?:过了|过去了|到了|已过|早过|超了)"
              + "|(?:早就?|已经?|都)(?:过了|超了|超过|过去|晚了)|超过了?(?:\\d|[一二两三四五六七八九十])|(?:来|报|说|申请)(?:得|的)?(?:太)?(?:晚了|迟了)|超了|过点)");
  private static final Pattern OVER_ENGLISH =
      Pattern.compile(
          "(?:too|day|bit|little|just)"
              + " late(?!r)|(?:window|period|deadline|limit|offer|sale|promotion|code|time|days|warranty|date)(?:"
              + " \\w+){0,3} (?:has|have|had|is|are|was|already)?(?: now| already| sadly|"
              + " unfortunately)* ?(?:passed|closed|ended|expired|over|gone|run"
              + " out|up)(?![a-z])|(?:outside|past|beyond|missed|out of)(?: of)?"
              + " (?:the|our|that|your|its|this) (?:\\S+[ -]){0,2}"
              + "(?:window|period|deadline|limit|cut-?off|days?|date|warranty|time)|(?:more"
              + " than|over|past) (?:the )?(?:\\d+|thirty|sixty)[ -]days?");
  private static final Pattern STILL =
      Pattern.compile(
          "也(?:能|可|给|行|没|不要紧|照|赔|退|算|好)|照样|没关系|没事|不要紧|不影响|(?:的话|以后|之后|后|就)(?:$|[,。!?\\n不])|如果|要是|万一|避免|以免|免得");

  private Expiry() {}

  /** Whether one of the few clauses from a position on says that the time is over. */
  static boolean after(Answer answer, int from) {
    List<Clause> clauses = answer.clauses();
    int sentence = answer.clauseAt(from).sentence();
    int seen = 0;
    for (Clause clause : clauses) {
      if (clause.end() <= from || clause.sentence() > sentence + 1 || seen >= REACH) {
        continue;
      }
      seen++;
      if (says(answer, clause, Math.max(from, clause.start()))) {
        return true;
      }
    }
    return false;
  }

  private static boolean says(Answer answer, Clause clause, int from) {
    String words = clause.after(answer.text(), from);
    Matcher over = OVER.matcher(words);
    Matcher english = OVER_ENGLISH.matcher(words);
    return english(answer, clause, from, english)
        || (over.find()
            && !clause.asks()
            && !STILL.matcher(words.substring(over.start())).find()
            && !answer.polarity().open(clause, from + over.start()));
  }

  /** The window has closed, you're past the deadline; not: it isn't too late. */
  private static boolean english(Answer answer, Clause clause, int from, Matcher over) {
    return over.find()
        && !clause.asks()
        && answer.polarity().at(clause, from + over.start(), from + over.end()) == Sense.AFFIRMED;
  }
}
