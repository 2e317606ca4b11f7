package touchstone.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import touchstone.load.Distribution;
import touchstone.load.LevelFigures;
import touchstone.model.Language;
import touchstone.model.Outcome;
import touchstone.model.Text;
import touchstone.report.Columns;

/** The figures of a benchmark as a table for people. */
final class BenchTable {
  private static final int NAME = 26;
  private static final int CELL = 11;

  /** Where it ended before a request that counts did. */
  static final Text NOTHING =
      new Text(
          "还没有测到算数的请求，没有数字可报。", "No request that counts has ended yet, so there are no figures.");

  private BenchTable() {}

  static List<String> lines(List<LevelFigures> levels, Language language) {
    if (levels.isEmpty()) {
      return List.of(NOTHING.in(language));
    }
    List<String> lines = new ArrayList<>();
    for (LevelFigures each : levels) {
      lines.addAll(level(each, language));
      lines.add("");
    }
    return lines;
  }

  private static List<String> level(LevelFigures figures, Language language) {
    List<String> lines = new ArrayList<>();
    int failed = figures.outcomes().getOrDefault(Outcome.INFRA_FAIL, 0);
    lines.add(
        new Text(
                "%s · 完成 %d，失败 %d，预热 %d · 计时引擎 %s"
                    .formatted(
                        figures.level().label(),
                        figures.completed(),
                        failed,
                        figures.warmUps(),
                        figures.engine()),
                "%s · %d completed, %d failed, %d warm-up · engine %s"
                    .formatted(
                        figures.level().label(),
                        figures.completed(),
                        failed,
                        figures.warmUps(),
                        figures.engine()))
            .in(language));
    StringBuilder head = new StringBuilder(Columns.left("  ms", NAME));
    for (String each : List.of(new Text("均值", "mean").in(language), "p50", "p90", "p95", "p99")) {
      head.append(Columns.left(each, CELL));
    }
    lines.add(head.toString().stripTrailing());
    figures.distributions().forEach((key, each) -> lines.add(row(name(key), each)));
    lines.add(
        new Text(
                "  每秒 %s 个请求，%s 个 token"
                    .formatted(
                        cell(figures.requestsPerSecond()), cell(figures.outputTokensPerSecond())),
                "  %s requests/s, %s tokens/s"
                    .formatted(
                        cell(figures.requestsPerSecond()), cell(figures.outputTokensPerSecond())))
            .in(language));
    figures.distributions().entrySet().stream()
        .filter(each -> each.getKey().equals("ttft_ms"))
        .flatMap(each -> each.getValue().percentiles().entrySet().stream())
        .forEach(each ->
            each.getValue()
                .note(each.getKey())
                .ifPresent(words ->
                    lines.add(
                        "  " + note(each.getKey(), each.getValue().enough(), words).in(language))));
    lines.addAll(BenchParts.lines(figures.parts(), language));
    lines.addAll(BenchWarnings.lines(figures, language));
    if (!figures.reallyStreams()) {
      lines.add(
          new Text(
                  "  ! 这个接口其实没有流式输出：首字几乎和全文一起到",
                  "  ! this endpoint does not really stream: the first words come with the last")
              .in(language));
    }
    if (!figures.tokensCounted()) {
      lines.add(
          new Text(
                  "  ! 服务器没有给 token 数，按收到的块数算",
                  "  ! the server counts no tokens; chunks are counted instead")
              .in(language));
    }
    lines.addAll(BenchOthers.lines(figures, language));
    return lines;
  }

  private static Text note(String name, boolean enough, String words) {
    return new Text(enough ? name + " 落在失败的请求里" : "请求太少，算不出 " + name, words);
  }

  static String name(String key) {
    return key.replace("_ms", "")
        .replace("_from_send", " (from send)")
        .replace('_', ' ')
        .toUpperCase(java.util.Locale.ROOT);
  }

  static String row(String name, Distribution each) {
    StringBuilder row = new StringBuilder(Columns.left("  " + name, NAME));
    for (OptionalDouble value :
        List.of(each.mean(), each.p50(), each.p90(), each.p95(), each.p99())) {
      row.append(Columns.left(cell(value), CELL));
    }
    return row.toString().stripTrailing();
  }

  private static String cell(OptionalDouble value) {
    return value.isPresent() ? "%.2f".formatted(value.getAsDouble()) : "–";
  }
}
