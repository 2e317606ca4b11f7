package touchstone.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import touchstone.load.Comparison;
import touchstone.model.Endpoint;
import touchstone.model.Language;
import touchstone.model.Text;
import touchstone.report.Columns;
import touchstone.statistics.Estimate;

/** How two endpoints compare, for people: the figures of each, then the differences. */
final class VersusTable {
  private static final int NAME = 14;
  private static final int CELL = 12;
  private static final int INTERVAL = 28;

  private VersusTable() {}

  /** An endpoint by its model and address. */
  static String name(Endpoint endpoint) {
    return endpoint.model() + " @ " + Shown.address(endpoint.url());
  }

  static List<String> lines(
      List<BenchVersus.Outcome> outcomes, Endpoint first, Endpoint second, Language language) {
    if (outcomes.isEmpty()) {
      return List.of(BenchTable.NOTHING.in(language));
    }
    List<String> lines = new ArrayList<>();
    for (BenchVersus.Outcome each : outcomes) {
      lines.add("A  " + name(first));
      lines.addAll(BenchTable.lines(List.of(each.a()), language));
      lines.add("B  " + name(second));
      lines.addAll(BenchTable.lines(List.of(each.b()), language));
      lines.addAll(compared(each.comparison(), language));
      lines.add("");
    }
    if (first.url().getHost() != null && first.url().getHost().equals(second.url().getHost())) {
      lines.add(
          new Text(
                  "! A 和 B 在同一台机器上，同时加压会互相拖慢；比出来的差别仍然算数，快慢的绝对值别照抄。",
                  "! A and B are on one machine and slow each other down; the difference holds, the"
                      + " absolute figures do not.")
              .in(language));
    }
    return lines;
  }

  private static List<String> compared(Comparison comparison, Language language) {
    List<String> lines = new ArrayList<>();
    lines.add(
        new Text(
                "B 比 A（" + comparison.pairs() + " 对请求，ms，正数是 B 慢）：",
                "B against A (" + comparison.pairs() + " pairs, ms, positive where B is later):")
            .in(language));
    for (Map.Entry<String, Map<String, Comparison.Effect>> metric :
        comparison.metrics().entrySet()) {
      metric
          .getValue()
          .forEach((quantile, effect) ->
              lines.add(row(word(metric.getKey()) + " " + quantile, effect, language)));
    }
    if (lines.size() == 1) {
      lines.add(
          new Text(
                  "  成对的请求太少，比不出来；多给些 --requests",
                  "  too few pairs to compare; give --requests more")
              .in(language));
    }
    return lines;
  }

  private static String row(String name, Comparison.Effect effect, Language language) {
    StringBuilder row = new StringBuilder(Columns.left("  " + name, NAME));
    row.append(Columns.left(cell(effect.a()), CELL)).append(Columns.left(cell(effect.b()), CELL));
    row.append(Columns.left(effect.difference().map(VersusTable::interval).orElse("–"), INTERVAL));
    row.append(said(effect).in(language));
    return row.toString().stripTrailing();
  }

  private static Text said(Comparison.Effect effect) {
    return switch (effect.faster()) {
      case A -> new Text("A 更快", "A is faster");
      case B -> new Text("B 更快", "B is faster");
      case UNKNOWN -> new Text("分不出", "cannot be told");
    };
  }

  private static String interval(Estimate each) {
    return "%+.2f [%+.2f, %+.2f]".formatted(each.value(), each.low(), each.high());
  }

  private static String word(String key) {
    return key.replace("_ms", "").toUpperCase(java.util.Locale.ROOT);
  }

  private static String cell(OptionalDouble value) {
    return value.isPresent() ? "%.2f".formatted(value.getAsDouble()) : "–";
  }
}
