package touchstone.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import touchstone.model.Exchange;
import touchstone.model.Finding;
import touchstone.model.Outcome;
import touchstone.model.Text;

/** One answer with the words that decided its grade marked in it, and what the graders said. */
final class AnswerMarkup {
  /** Longer answers are cut here; the whole text lies in samples.jsonl. */
  static final int LONGEST = 20_000;

  /** From here on a credit counts as whole. */
  static final double FULL = 0.999;

  private static final Map<String, Text> GRADERS =
      Map.ofEntries(
          Map.entry("key-point", new Text("要点", "key point")),
          Map.entry("recall", new Text("记忆", "recall")),
          Map.entry("script", new Text("语言文字", "language and script")),
          Map.entry("no-repetition", new Text("不重复", "no repetition")),
          Map.entry("no-refusal", new Text("不推脱", "no refusal")),
          Map.entry("declines", new Text("该拒则拒", "declines")),
          Map.entry("directness", new Text("直接作答", "directness")),
          Map.entry("no-invention", new Text("不编造", "no invention")),
          Map.entry("no-leak", new Text("不泄密", "no leak")),
          Map.entry("empathy", new Text("共情", "empathy")),
          Map.entry("clarifies", new Text("反问澄清", "asks back")),
          Map.entry("chat-style", new Text("聊天风格", "chat style")),
          Map.entry("assert", new Text("断言", "assertions")));

  private final Markup markup;

  AnswerMarkup(Markup markup) {
    this.markup = markup;
  }

  void write(Exchange exchange, List<Finding> findings) {
    markup.open("div", "class", "said", "dir", "auto");
    if (exchange.answer().isEmpty()) {
      markup.element("i", "nothing", new Text("（没有回答）", "(no answer)"));
    } else {
      marked(shown(exchange.answer()), findings);
    }
    markup.close();
    remarks(exchange);
    if (!findings.isEmpty()) {
      markup.open("ul", "class", "findings");
      findings.forEach(each -> finding(each, exchange.answer()));
      markup.close();
    }
  }

  private static String shown(String answer) {
    if (answer.length() <= LONGEST) {
      return answer;
    }
    int end = Character.isHighSurrogate(answer.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    return answer.substring(0, end);
  }

  private record Span(int from, int to, boolean right) {}

  private void marked(String answer, List<Finding> findings) {
    List<Span> spans = new ArrayList<>();
    for (Finding each : findings) {
      int from = each.quote().isBlank() ? -1 : answer.indexOf(each.quote());
      if (from >= 0) {
        spans.add(new Span(from, from + each.quote().length(), each.credit() >= FULL));
      }
    }
    spans.sort(Comparator.comparingInt(Span::from).thenComparingInt(span -> -span.to()));
    int at = 0;
    for (Span span : spans) {
      if (span.from() < at) {
        continue;
      }
      markup.text(answer.substring(at, span.from()));
      markup.element("mark", span.right() ? "" : "wrong", answer.substring(span.from(), span.to()));
      at = span.to();
    }
    markup.text(answer.substring(at));
  }

  private void remarks(Exchange exchange) {
    List<Text> remarks = new ArrayList<>();
    if (exchange.answer().length() > LONGEST) {
      String length = String.format(Locale.ROOT, "%,d", exchange.answer().length());
      remarks.add(
          new Text(
              "回答共 " + length + " 字，这里只显示开头，全文见 samples.jsonl",
              length + " characters; only the beginning is shown, all of it is in samples.jsonl"));
    }
    if (exchange.truncated()) {
      remarks.add(new Text("到长度上限被截断", "cut at our cap on length"));
    }
    if (exchange.outcome() != Outcome.COMPLETED) {
      remarks.add(
          new Text(
              switch (exchange.outcome()) {
                case MODEL_FAIL -> "模型失败";
                case INFRA_FAIL -> "设施故障";
                default -> "跳过";
              },
              switch (exchange.outcome()) {
                case MODEL_FAIL -> "model failed";
                case INFRA_FAIL -> "infrastructure failed";
                default -> "skipped";
              }));
    }
    if (!exchange.detail().isBlank()) {
      remarks.add(
          Text.same(exchange.detail().substring(0, Math.min(300, exchange.detail().length()))));
    }
    remarks.forEach(each -> markup.element("p", "remark", each));
  }

  private void finding(Finding finding, String answer) {
    boolean right = finding.credit() >= FULL;
    boolean none = finding.credit() <= 1 - FULL;
    markup.open("li", "class", right ? "right" : finding.veto() || none ? "wrong" : "part");
    markup.open("span", "class", "sign").text(right ? "✓" : none ? "✕" : "◐").close();
    markup.open("span", "class", "what").open("b");
    markup.text(GRADERS.getOrDefault(finding.grader(), Text.same(finding.grader()))).close();
    if (!finding.about().isBlank()) {
      markup.text(" ").element("span", "about", finding.about());
    }
    if (finding.veto()) {
      markup.text(" ").element("span", "tag bad", new Text("一票否决", "veto"));
    }
    markup.leaf("br").element("span", "note", finding.note());
    if (!finding.quote().isBlank() && !shown(answer).contains(finding.quote())) {
      markup.text(" ").element("q", "", shown(finding.quote()));
    }
    markup.close(2);
  }
}
