package touchstone.grading;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import touchstone.model.Check.ChatStyle;
import touchstone.model.Finding;

/** Finds what does not belong into a chat window. */
final class StyleGrader {
  static final String NAME = "chat-style";
  private static final Pattern LEAKED =
      Pattern.compile(
          "</?think|<\\|[a-z_]{2,20}\\|>|\\uFFFD|^\\s{0,4}(?:assistant|user)\\b",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern SPEAKER =
      Pattern.compile("(?:^|\\n)\\s{0,4}(?:顾客|客户|用户|买家|User|Customer|Human)\\s?[:：]");
  private static final Pattern MARKDOWN =
      Pattern.compile(
          "\\*\\*[^*\\n]{1,200}\\*\\*|(?m:^ {0,3}#{1,6} )|```|(?m:^ {0,3}\\|[^\\n]{0,200}\\|)|(?m:^"
              + " {0,3}[-*•] )|(?m:^ {0,3}\\d{1,2}[.、)] ?[^\\n]{1,400}\\n{1,3}"
              + " {0,3}\\d{1,2}[.、)])|\\[[^\\]\\n]{1,80}\\]\\(");
  private static final Pattern YOU_PLAIN = Pattern.compile("你(?!好)");

  private StyleGrader() {}

  private record Fault(double cost, String quote, String zh, String en) {}

  static Finding grade(ChatStyle check, Answer answer) {
    var note = new Note(NAME, "", answer, check.weight());
    List<Fault> faults = faults(check, answer);
    if (faults.isEmpty()) {
      return note.of(1, "", "像聊天，格式干净。", "Reads like a chat.");
    }
    double cost = faults.stream().mapToDouble(Fault::cost).sum();
    return note.of(
        Math.max(0, 1 - cost),
        Answer.shortened(faults.getFirst().quote),
        String.join("；", faults.stream().map(Fault::zh).toList()) + "。",
        String.join("; ", faults.stream().map(Fault::en).toList()) + ".");
  }

  private static List<Fault> faults(ChatStyle check, Answer answer) {
    String raw = answer.raw().substring(0, Math.min(answer.raw().length(), NormalText.LIMIT));
    var faults = new ArrayList<Fault>();
    find(LEAKED, raw, 1, "露出了思考过程或乱码", "leaks thinking or broken characters", faults);
    find(SPEAKER, raw, 1, "替顾客说起话来了", "writes the customer's lines too", faults);
    find(MARKDOWN, raw, 0.5, "聊天里用了 Markdown 排版", "markdown in a chat", faults);
    boolean polite = raw.contains("您");
    Matcher plain = YOU_PLAIN.matcher(raw);
    if (polite && plain.find()) {
      int from = Math.max(0, plain.start() - 6);
      faults.add(
          new Fault(
              0.5,
              raw.substring(from, Math.min(raw.length(), from + 16)),
              "“您”和“你”混着用",
              "mixes both forms of address"));
    }
    length(check.maximumCharacters(), answer, faults);
    return faults;
  }

  private static void find(
      Pattern pattern, String raw, double cost, String zh, String en, List<Fault> faults) {
    Matcher matcher = pattern.matcher(raw);
    if (matcher.find()) {
      faults.add(new Fault(cost, matcher.group(), zh, en));
    }
  }

  private static void length(int maximum, Answer answer, List<Fault> faults) {
    int length = answer.raw().codePointCount(0, answer.raw().length());
    if (length > maximum) {
      double over = (double) length / maximum - 1;
      faults.add(
          new Fault(
              Math.min(1, Math.max(0.25, over)),
              answer.quote(0, 1),
              "太长：" + length + " 字，上限 " + maximum + " 字",
              "too long: " + length + " characters of " + maximum));
    }
  }
}
