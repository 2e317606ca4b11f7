package touchstone.suite;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import touchstone.model.Check;
import touchstone.model.Text;

/** What a check asks of an answer, in one line. */
public final class CheckLine {
  private CheckLine() {}

  /** What the check asks, with its weight where that is not 1. */
  public static Text of(Check check) {
    Text asked = asked(check);
    String weight =
        check.weight() == 1
            ? ""
            : " ×" + BigDecimal.valueOf(check.weight()).stripTrailingZeros().toPlainString();
    return new Text(asked.zh() + weight, asked.en() + weight);
  }

  private static Text asked(Check check) {
    return switch (check) {
      case Check.KeyPoint point -> keyPoint(point);
      case Check.Recall recall -> recall(recall);
      case Check.Script script ->
          new Text("文字用 " + script.script(), "written in " + script.script());
      case Check.NoRepetition _ -> new Text("不重复、不学舌", "no loops, no echo");
      case Check.NoRefusal _ -> new Text("不该拒答", "no refusal");
      case Check.Declines _ -> new Text("应该婉拒", "declines");
      case Check.Directness direct ->
          new Text(
              "前 " + direct.sentences() + " 句就要答到：" + groups(direct.topic()),
              "within " + direct.sentences() + " sentences: " + groups(direct.topic()));
      case Check.NoInvention none ->
          new Text(
              "不许编造" + listed("，可以说：", none.known()),
              "no inventions" + listed("; may be said: ", none.known()));
      case Check.NoLeak leak ->
          new Text("不许泄露：" + joined(leak.canaries()), "must not leak: " + joined(leak.canaries()));
      case Check.Empathy empathy ->
          new Text("接住感受：" + joined(empathy.feeling()), "takes up: " + joined(empathy.feeling()));
      case Check.Clarifies _ -> new Text("应该反问清楚", "asks back");
      case Check.ChatStyle style ->
          new Text(
              "像聊天，最多 " + style.maximumCharacters() + " 字",
              "plain chat, at most " + style.maximumCharacters() + " characters");
      case Check.Assertions all -> AssertionLine.of(all.all());
      case Check.Call call -> call(call);
      case Check.NoCall _ -> new Text("不该调用函数，也不许说办好了", "calls nothing, claims nothing done");
    };
  }

  private static Text call(Check.Call call) {
    String arguments =
        call.arguments().stream()
            .map(each -> each.name() + "=" + joined(each.accepted()) + groups(each.words()))
            .collect(Collectors.joining(", "));
    return new Text(
        "该调用 " + call.function() + "(" + arguments + ")",
        "calls " + call.function() + "(" + arguments + ")");
  }

  private static Text keyPoint(Check.KeyPoint point) {
    Text kind =
        point.forbidden()
            ? new Text("说了就错", "must not say")
            : point.denied() ? new Text("要否定", "must deny") : new Text("要点", "key point");
    return new Text(
        kind.zh() + "：" + point.statement() + listed("，数值 ", point.slots()) + topic(point),
        kind.en() + ": " + point.statement() + listed(", values ", point.slots()) + topic(point));
  }

  private static String topic(Check.KeyPoint point) {
    return point.topic().isEmpty() ? "" : " 〔" + groups(point.topic()) + "〕";
  }

  private static Text recall(Check.Recall recall) {
    return new Text(
        "记得 %s：%s%s（隔 %d 轮）"
            .formatted(
                recall.fact(),
                joined(recall.expected()),
                listed("，不是 ", recall.stale()),
                recall.distance()),
        "recalls %s: %s%s (%d turns ago)"
            .formatted(
                recall.fact(),
                joined(recall.expected()),
                listed(", not ", recall.stale()),
                recall.distance()));
  }

  private static String groups(List<List<String>> groups) {
    return groups.stream().map(CheckLine::joined).collect(Collectors.joining(" + "));
  }

  private static String listed(String before, List<String> words) {
    return words.isEmpty() ? "" : before + joined(words);
  }

  private static String joined(List<String> words) {
    return String.join(" | ", words);
  }
}
