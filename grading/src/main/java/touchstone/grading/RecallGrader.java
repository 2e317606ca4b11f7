package touchstone.grading;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import touchstone.grading.Polarity.Sense;
import touchstone.model.Check.Recall;
import touchstone.model.Finding;

/** Decides whether an answer carries a fact from an earlier turn, in its latest value. */
final class RecallGrader {
  static final String NAME = "recall";
  private static final int NEAR = 8;
  private static final int NEAR_ENGLISH = 24;
  private static final Words CORRECTED =
      Words.of(
          "不是 并非 而不是 不再是 不再 之前 原来 原先 最初 一开始 起初 开始 先前 早先 从 由 改 换成 换 取消 作废 不用 别 previously original"
              + " instead not changed from originally initially at_first used_to no_longer"
              + " rather_than before earlier swapped switched forget old isn't wasn't");

  /** 冷是您徒弟那只: named as somebody else's. */
  private static final Pattern ANOTHERS =
      Pattern.compile("^码?(?:那[个件单双只]?)?是(?:您|你)?[^您你,]{1,5}[那的]");

  /** Yours is the 12: the clause gives the value to somebody of its own. */
  private static final Pattern OWNER =
      Pattern.compile(
          "^ ?(?:and |while |whereas )?(yours|mine|ours|his|hers|theirs|the other"
              + " (?:one|parcel|order)?|(?:the|your) [a-z]+)(?:'s)?(?: one)?"
              + " (?:is|was|are|wears|takes|has|ends|'s)(?![a-z])");

  private static final Words EITHER = Words.of("还是 或者 或 or");

  private RecallGrader() {}

  private record Mention(int start, int end) {}

  static Finding grade(Recall recall, Answer answer) {
    var note = new Note(NAME, recall.fact(), answer, recall.weight());
    Optional<Mention> right = mention(answer, recall.expected(), true);
    Optional<Mention> stale =
        mention(answer, recall.stale(), false)
            .filter(each -> !corrected(answer, each))
            .filter(each -> right.isEmpty() || !anothers(answer, right.get(), each));
    String distance = recall.distance() + (recall.distance() == 1 ? " turn" : " turns");
    if (right.isEmpty()) {
      return stale
          .map(each ->
              note.of(
                  0,
                  quote(answer, each),
                  "用了旧的或别人的信息（相隔 " + recall.distance() + " 轮）。",
                  "Uses an outdated or foreign value (distance " + distance + ")."))
          .orElseGet(() ->
              note.of(
                  0,
                  "",
                  "没有想起前面说过的信息（相隔 " + recall.distance() + " 轮）。",
                  "Does not recall the fact (distance " + distance + ")."));
    }
    String quote = quote(answer, right.get());
    return stale.isPresent()
        ? note.of(
            0.25,
            answer.quote(stale.get().start, stale.get().end),
            "新旧信息混在一起，没有说清以哪个为准。",
            "Gives the right and an outdated value without saying which holds.")
        : note.of(
            1,
            quote,
            "记得前面说过的信息（相隔 " + recall.distance() + " 轮）。",
            "Recalls the fact (distance " + distance + ").");
  }

  private static Optional<Mention> mention(Answer answer, List<String> spellings, boolean stated) {
    return spellings.stream()
        .flatMap(spelling -> mentions(answer, NormalText.of(spelling).text()).stream())
        .filter(each -> !stated || stated(answer, each))
        .findFirst();
  }

  /** Where an answer states a value, as start and end; not where it says that it is not that. */
  static List<int[]> mentioned(Answer answer, String spelling) {
    return mentions(answer, spelling).stream()
        .filter(each -> stated(answer, each))
        .map(each -> new int[] {each.start, each.end})
        .toList();
  }

  private static List<Mention> mentions(Answer answer, String spelling) {
    List<Value> parsed = Values.in(spelling);
    if (parsed.size() == 1
        && parsed.getFirst().start() <= 1
        && parsed.getFirst().end() >= spelling.length()) {
      return answer.values().stream()
          .filter(said -> parsed.getFirst().sameAs(said))
          .map(said -> new Mention(said.start(), said.end()))
          .toList();
    }
    var found = new ArrayList<Mention>();
    String text = answer.text();
    int at = spelling.isEmpty() ? -1 : text.indexOf(spelling);
    while (at >= 0) {
      int end = at + spelling.length();
      if (Words.whole(text, at, end) && !digits(text, at) && !digits(text, end)) {
        found.add(new Mention(at, end));
      }
      at = text.indexOf(spelling, at + 1);
    }
    return found;
  }

  private static boolean digits(String text, int at) {
    return at > 0
        && at < text.length()
        && Character.isDigit(text.charAt(at - 1))
        && Character.isDigit(text.charAt(at));
  }

  /**
   * Named as what holds: not denied, not one of two, and not merely one of the options asked about.
   */
  private static boolean stated(Answer answer, Mention mention) {
    Clause clause = answer.clauseAt(mention.start);
    String text = answer.text();
    boolean either = clause.asks() && EITHER.find(text, clause.start(), clause.end()) >= 0;
    String before = text.substring(Math.max(clause.start(), mention.start - 3), mention.start);
    boolean denied =
        before.endsWith("不是")
            || before.endsWith("并非")
            || before.endsWith("而非")
            || text.substring(Math.max(clause.start(), mention.start - 10), mention.start)
                .matches(
                    ".*(?:\\bnot|isn't|wasn't|rather than|instead of)(?: the| a| size| on)? ?");
    boolean optional =
        answer.question().text().contains(text.substring(mention.start, mention.end));
    return !either
        && !denied
        && (!optional || Choice.of(answer, clause, mention.start, mention.end));
  }

  private static boolean corrected(Answer answer, Mention stale) {
    Clause clause = answer.clauseAt(stale.start);
    int near = latin(answer.text(), stale.start) ? NEAR_ENGLISH : NEAR;
    int from = Math.max(clause.start(), stale.start - near);
    int to = Math.min(clause.end(), stale.end + near);
    String after = clause.after(answer.text(), stale.end);
    return CORRECTED.find(answer.text(), from, to) >= 0
        || ANOTHERS.matcher(after).find()
        || answer.polarity().at(clause, stale.start, stale.end) == Sense.DENIED;
  }

  /** Right and old value stand in clauses of their own that name two owners. */
  private static boolean anothers(Answer answer, Mention right, Mention stale) {
    Clause there = answer.clauseAt(stale.start);
    Matcher other = OWNER.matcher(there.of(answer.normal()));
    Clause here = answer.clauseAt(right.start);
    Matcher own = OWNER.matcher(here.of(answer.normal()));
    return here.start() != there.start()
        && other.find()
        && !(own.find() && own.group(1).equals(other.group(1)));
  }

  private static boolean latin(String text, int at) {
    return at > 1 && (text.charAt(at - 1) == ' ' || text.charAt(at - 1) < 0x80);
  }

  private static String quote(Answer answer, Mention mention) {
    return answer.quote(mention.start, mention.end);
  }
}
