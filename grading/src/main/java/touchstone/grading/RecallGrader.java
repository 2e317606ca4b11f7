package touchstone.grading;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import touchstone.grading.Polarity.Sense;
import touchstone.model.Check.Recall;
import touchstone.model.Finding;

/** Decides whether an answer carries a fact from an earlier turn, in its latest value. */
final class RecallGrader {
  static final String NAME = "recall";
  private static final int NEAR = 8;
  private static final Words CORRECTED =
      Words.of(
          "不是 并非 而不是 不再是 不再 之前 原来 原先 最初 一开始 起初 开始 先前 早先 从 由 改 换成 换 取消 作废 不用 别 previously original"
              + " instead not changed from");

  /** 冷是您徒弟那只: named as somebody else's. */
  private static final Pattern ANOTHERS =
      Pattern.compile("^码?(?:那[个件单双只]?)?是(?:您|你)?[^您你,]{1,5}[那的]");

  private static final Words EITHER = Words.of("还是 或者 或 or");

  private RecallGrader() {}

  private record Mention(int start, int end) {}

  static Finding grade(Recall recall, Answer answer) {
    var note = new Note(NAME, recall.fact(), answer, recall.weight());
    Optional<Mention> right = mention(answer, recall.expected(), true);
    Optional<Mention> stale =
        mention(answer, recall.stale(), false).filter(each -> !corrected(answer, each));
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
    boolean denied = before.endsWith("不是") || before.endsWith("并非") || before.endsWith("而非");
    boolean optional =
        answer.question().text().contains(text.substring(mention.start, mention.end));
    return !either
        && !denied
        && (!optional || Choice.of(answer, clause, mention.start, mention.end));
  }

  private static boolean corrected(Answer answer, Mention stale) {
    Clause clause = answer.clauseAt(stale.start);
    int from = Math.max(clause.start(), stale.start - NEAR);
    int to = Math.min(clause.end(), stale.end + NEAR);
    String after = clause.after(answer.text(), stale.end);
    return CORRECTED.find(answer.text(), from, to) >= 0
        || ANOTHERS.matcher(after).find()
        || answer.polarity().at(clause, stale.start, stale.end) == Sense.DENIED;
  }

  private static String quote(Answer answer, Mention mention) {
    return answer.quote(mention.start, mention.end);
  }
}
