package touchstone.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import touchstone.load.Convention;
import touchstone.load.ConventionFigures;
import touchstone.load.ConventionFigures.Spread;
import touchstone.load.Distribution;
import touchstone.load.LevelFigures;
import touchstone.model.Language;
import touchstone.model.Text;
import touchstone.report.Columns;

/** {@code --as}: the same requests in the words of other tools, beside ours. */
final class BenchOthers {
  private static final int NAME = 16;
  private static final int CELL = 12;
  private static final String ALL = "all";
  private static final List<Row> ROWS =
      List.of(
          new Row("TTFT mean", "ttft_ms", Distribution::mean, Spread::mean),
          new Row("TTFT p50", "ttft_ms", Distribution::p50, Spread::p50),
          new Row("TTFT p99", "ttft_ms", Distribution::p99, Spread::p99),
          new Row("ITL mean", "itl_ms", Distribution::mean, Spread::mean),
          new Row("ITL p99", "itl_ms", Distribution::p99, Spread::p99),
          new Row("TPOT mean", "tpot_ms", Distribution::mean, Spread::mean),
          new Row("TPOT p99", "tpot_ms", Distribution::p99, Spread::p99),
          new Row("E2E p50", "e2e_ms", Distribution::p50, Spread::p50),
          new Row("E2E p99", "e2e_ms", Distribution::p99, Spread::p99));

  private record Row(
      String name,
      String key,
      Function<Distribution, OptionalDouble> ours,
      ToDoubleFunction<Spread> theirs) {}

  private BenchOthers() {}

  /** The tools that {@code --as} names, {@code all} for every one. */
  static List<Convention> read(BenchWords words, List<String> names) {
    EnumSet<Convention> read = EnumSet.noneOf(Convention.class);
    for (String name : names) {
      List<Convention> meant =
          Arrays.stream(Convention.values())
              .filter(each -> name.equals(ALL) || each.id().equals(name))
              .toList();
      if (meant.isEmpty()) {
        throw words.bad(
            "--as",
            name,
            "应为 vllm、guidellm、aiperf、evalscope 或 all",
            "expected vllm, guidellm, aiperf, evalscope or all");
      }
      read.addAll(meant);
    }
    return List.copyOf(read);
  }

  /** The table of one level; nothing where nobody asked. */
  static List<String> lines(LevelFigures figures, Language language) {
    List<String> lines = new ArrayList<>();
    if (figures.others().isEmpty()) {
      return lines;
    }
    lines.add(
        new Text("  同一批请求，换成别家工具的定义（ms）：", "  The same requests in other tools' definitions (ms):")
            .in(language));
    StringBuilder head = new StringBuilder(Columns.left("", NAME));
    head.append(Columns.left(new Text("我们", "ours").in(language), CELL));
    figures.others().forEach(each -> head.append(Columns.left(each.convention().id(), CELL)));
    lines.add(head.toString().stripTrailing());
    ROWS.forEach(row -> lines.add(row(row, figures)));
    lines.add(rates(figures, language));
    for (ConventionFigures each : figures.others()) {
      lines.add(
          "  "
              + each.convention().title()
              + new Text("：", ": ").in(language)
              + each.convention().meaning().in(language));
    }
    return lines;
  }

  private static String row(Row row, LevelFigures figures) {
    StringBuilder line = new StringBuilder(Columns.left("  " + row.name(), NAME));
    line.append(Columns.left(cell(ours(row, figures)), CELL));
    for (ConventionFigures each : figures.others()) {
      OptionalDouble value =
          each.metric(row.key())
              .map(spread -> OptionalDouble.of(row.theirs().applyAsDouble(spread)))
              .orElse(OptionalDouble.empty());
      line.append(Columns.left(cell(value), CELL));
    }
    return line.toString().stripTrailing();
  }

  private static OptionalDouble ours(Row row, LevelFigures figures) {
    return figures.distributions().entrySet().stream()
        .filter(each -> each.getKey().equals(row.key()))
        .map(each -> row.ours().apply(each.getValue()))
        .findFirst()
        .orElse(OptionalDouble.empty());
  }

  private static String rates(LevelFigures figures, Language language) {
    StringBuilder line =
        new StringBuilder(Columns.left("  " + new Text("请求/秒", "requests/s").in(language), NAME));
    line.append(Columns.left(cell(figures.requestsPerSecond()), CELL));
    figures
        .others()
        .forEach(each -> line.append(Columns.left(cell(each.requestsPerSecond()), CELL)));
    return line.toString().stripTrailing();
  }

  private static String cell(OptionalDouble value) {
    return value.isPresent() ? "%.2f".formatted(value.getAsDouble()) : "–";
  }
}
