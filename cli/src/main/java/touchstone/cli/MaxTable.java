package touchstone.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import touchstone.load.Level;
import touchstone.load.MaxFound;
import touchstone.load.MaxJson;
import touchstone.load.Probe;
import touchstone.load.SloReading;
import touchstone.model.Language;
import touchstone.model.Text;
import touchstone.report.Columns;

/** The search for the highest load, for people: its probes and one sentence. */
final class MaxTable {
  private static final int CELL = 12;

  private MaxTable() {}

  static List<String> lines(MaxFound found, Language language) {
    if (found.probes().isEmpty()) {
      return List.of(BenchTable.NOTHING.in(language));
    }
    List<String> lines = new ArrayList<>();
    List<String> heads =
        found.kind() == Level.Kind.CONCURRENCY
            ? List.of(new Text("并发", "concurrency").in(language))
            : List.of(new Text("每秒请求", "requests/s").in(language));
    StringBuilder head = new StringBuilder("  " + Columns.left(heads.getFirst(), CELL));
    head.append(Columns.left(new Text("请求数", "requests").in(language), CELL));
    found
        .probes()
        .getFirst()
        .readings()
        .forEach(each -> head.append(Columns.left(MaxJson.words(each.slo()), 2 * CELL)));
    lines.add(head.toString().stripTrailing());
    found.probes().forEach(each -> lines.add(row(each, language)));
    lines.add("");
    lines.add(sentence(found).in(language));
    return lines;
  }

  /** One probe while the search goes on. */
  static Text line(Level.Kind kind, Probe probe) {
    SloReading tightest = probe.tightest();
    String what =
        "%s %s  %s  %s"
            .formatted(
                kind.name().toLowerCase(java.util.Locale.ROOT),
                number(probe.load()),
                MaxJson.words(tightest.slo()),
                millis(tightest));
    return probe.met()
        ? new Text(what + "  达标", what + "  met")
        : new Text(what + "  超标", what + "  breached");
  }

  private static String row(Probe probe, Language language) {
    StringBuilder row = new StringBuilder("  " + Columns.left(number(probe.load()), CELL));
    row.append(Columns.left("" + probe.requests(), CELL));
    for (SloReading each : probe.readings()) {
      String mark =
          each.met() ? new Text("达标", "met").in(language) : new Text("超标", "breached").in(language);
      row.append(Columns.left(millis(each) + "  " + mark, 2 * CELL));
    }
    if (probe.cut()) {
      row.append(new Text("结果已定，提前停下", "certain, broken off").in(language));
    }
    return row.toString().stripTrailing();
  }

  static Text sentence(MaxFound found) {
    Text spent =
        new Text(
            "用了 %d 个请求、%.0f 秒。".formatted(found.sent(), found.seconds()),
            " It took %d requests and %.0f s.".formatted(found.sent(), found.seconds()));
    Text said = found.bound() == MaxFound.Bound.FLOOR ? floor(found) : edge(found);
    return new Text(said.zh() + spent.zh(), said.en() + spent.en());
  }

  private static Text floor(MaxFound found) {
    String value = number(found.value());
    return switch (found.end()) {
      case LIMIT ->
          new Text(
              "至少 " + value + "：试到设定的上限仍然达标，搜索到此为止，真正的边界在更高处。",
              "At least " + value + ", the limit ended the search: the edge lies higher.");
      case BUDGET ->
          new Text(
              "至少 " + value + "：请求数或时间已用完，搜索到此为止，还没有碰到边界。",
              "At least " + value + ", the budget ended the search before any breach.");
      case FOUND, NOISE, STOPPED ->
          new Text(
              "至少 " + value + "：搜索被中断，还没有碰到边界。",
              "At least " + value + ", the search was stopped before any breach.");
    };
  }

  private static Text edge(MaxFound found) {
    String slo = found.tightest().map(MaxJson::words).orElse("");
    if (found.value() == 0) {
      return new Text(
          "试过的最低负载也达不到 " + slo + "。", "Even the lowest load tried does not meet " + slo + ".");
    }
    boolean closed = found.kind() == Level.Kind.CONCURRENCY;
    String value = number(found.value());
    String zh = closed ? "最高并发 " + value : "最高每秒 " + value + " 个请求";
    String en = closed ? "Highest concurrency " + value : "Highest rate " + value + " a second";
    return new Text(
        zh + "，95% 区间 " + interval(found, "到 ", "不明") + "；再高就守不住 " + slo + "。" + why(found).zh(),
        en
            + ", 95 % interval "
            + interval(found, "to ", "unknown")
            + "; above it "
            + slo
            + " no longer holds."
            + why(found).en());
  }

  private static Text why(MaxFound found) {
    return switch (found.end()) {
      case FOUND, LIMIT -> Text.same("");
      case NOISE -> new Text("服务器自身的波动让区间收不窄。", " The server's own noise keeps the interval wide.");
      case BUDGET ->
          new Text("请求数或时间已用完，区间还能更窄。", " The budget ended the search; more would narrow it.");
      case STOPPED -> new Text("搜索被中断。", " The search was stopped.");
    };
  }

  private static String interval(MaxFound found, String to, String unknown) {
    return end(found.low(), unknown) + " " + to + end(found.high(), unknown);
  }

  private static String end(OptionalDouble value, String unknown) {
    return value.isPresent() ? number(value.getAsDouble()) : unknown;
  }

  private static String millis(SloReading reading) {
    return Double.isFinite(reading.millis()) ? "%.2f ms".formatted(reading.millis()) : "∞";
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : "%.4g".formatted(value);
  }
}
