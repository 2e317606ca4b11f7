package touchstone.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import touchstone.judge.JudgeCard;
import touchstone.judge.JudgeCard.Rate;
import touchstone.model.Language;
import touchstone.model.Text;
import touchstone.report.Columns;
import touchstone.statistics.Estimate;

/** A judge's card as a table for people. */
final class CardTable {
  private static final int NAME = 50;
  private static final int CELL = 10;
  private static final int INTERVAL = 16;

  private CardTable() {}

  static List<String> lines(JudgeCard card, Language language) {
    List<String> lines = new ArrayList<>();
    lines.add(head(card).in(language));
    if (!card.rates().isEmpty()) {
      lines.add(
          row(
              new Text("多久错一次", "how often").in(language),
              new Text("次数", "count").in(language),
              new Text("比例", "rate").in(language),
              new Text("95% 区间", "95 % interval").in(language),
              new Text("上限", "at most").in(language)));
    }
    card.rates().forEach(each -> lines.add(row(each, language)));
    boolean accepted = card.verdict() == JudgeCard.Verdict.ACCEPTED;
    lines.add(
        (accepted
                ? new Text("✓ 可以当裁判", "✓ accepted: it may judge")
                : new Text("✗ 不能当裁判：", "✗ refused, it must not judge:"))
            .in(language));
    card.reasons().forEach(each -> lines.add("  - " + each.in(language)));
    return lines;
  }

  private static Text head(JudgeCard card) {
    String family = String.join("、", card.families().stream().sorted().toList());
    return new Text(
        "裁判 %s · %s · 题目 %s · %d 个请求"
            .formatted(
                card.model(),
                family.isEmpty() ? "看不出是哪家的，没考偏不偏心自家" : "出自 " + family,
                card.auditVersion(),
                card.requests()),
        "judge %s · %s · questions %s · %d requests"
            .formatted(
                card.model(),
                family.isEmpty()
                    ? "family unknown, not tried for favouring it"
                    : "family " + family.replace("、", ", "),
                card.auditVersion(),
                card.requests()));
  }

  private static String row(Rate rate, Language language) {
    Estimate each = rate.estimate();
    OptionalDouble limit = rate.trait().limit();
    return row(
        (limit.isEmpty() ? "" : rate.tooHigh() ? "✗ " : "✓ ") + rate.trait().title().in(language),
        rate.count() + "/" + rate.n(),
        percent(each.value()),
        "%.0f–%.0f%%".formatted(100 * each.low(), 100 * each.high()),
        limit.isPresent() ? percent(limit.getAsDouble()) : "");
  }

  private static String row(String name, String count, String rate, String interval, String limit) {
    return (Columns.left("  " + name, NAME)
            + Columns.left(count, CELL)
            + Columns.left(rate, CELL)
            + Columns.left(interval, INTERVAL)
            + limit)
        .stripTrailing();
  }

  private static String percent(double share) {
    return "%.0f%%".formatted(100 * share);
  }
}
