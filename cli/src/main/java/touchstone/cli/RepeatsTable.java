package touchstone.cli;

import java.util.ArrayList;
import java.util.List;
import touchstone.load.Repeats;
import touchstone.model.Language;
import touchstone.model.Text;
import touchstone.report.Columns;

/** How the runs of a level differ, for people. */
final class RepeatsTable {
  private static final int NAME = 26;

  private RepeatsTable() {}

  static List<String> lines(Repeats repeats, Language language) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "  "
            + new Text(
                    "各轮之间（%d 轮）：均值 [95%% 区间]。上面各处的区间只在轮内，看不出轮与轮的差别。".formatted(repeats.runs()),
                    "between runs (%d of them): mean [95 %% interval]; the intervals above are within"
                            .formatted(repeats.runs())
                        + " one run and do not see how runs differ")
                .in(language));
    repeats
        .figures()
        .forEach((key, figures) ->
            figures.forEach((quantile, each) ->
                lines.add(row((name(key, language) + " " + quantile).strip(), each, language))));
    return lines;
  }

  private static String name(String key, Language language) {
    return switch (key) {
      case "requests_per_s" -> new Text("每秒请求", "requests/s").in(language);
      case "output_tokens_per_s" -> new Text("每秒 token", "tokens/s").in(language);
      default -> BenchTable.name(key);
    };
  }

  private static String row(String name, Repeats.Between each, Language language) {
    return Columns.left("    " + name, NAME) + "  " + value(each).in(language);
  }

  private static Text value(Repeats.Between each) {
    if (each.mean().isEmpty()) {
      return new Text(
          "– 只有 %d 轮算得出来".formatted(each.runs()), "– only %d runs have it".formatted(each.runs()));
    }
    String mean = "%.2f".formatted(each.mean().getAsDouble());
    return Text.same(
        each.low().isEmpty()
            ? mean
            : mean
                + " [%.2f, %.2f]".formatted(each.low().getAsDouble(), each.high().orElseThrow()));
  }
}
