package touchstone.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import touchstone.load.LiveFigures;
import touchstone.model.Language;
import touchstone.model.Text;
import touchstone.report.Columns;

/**
 * Where a level stands, as a few lines for a terminal.
 *
 * @param name of the level
 * @param done requests that count and have ended
 * @param total how many there will be; empty where a time ends the level
 * @param inFlight empty where nobody knows
 */
record BenchProgress(Text name, int done, OptionalInt total, OptionalInt inFlight) {
  /** Columns of the histogram at most. */
  static final int BARS = 40;

  private static final int ROWS = 3;
  private static final String EIGHTHS = " ▁▂▃▄▅▆▇█";

  /**
   * All lines, none longer than so many columns.
   *
   * @param seen TTFT of those that count
   */
  List<String> lines(LiveFigures.Seen seen, Language language, int columns) {
    List<String> lines = new ArrayList<>();
    lines.add(head(seen.failed()).in(language));
    if (seen.requests() > 0) {
      lines.add("TTFT p50 " + millis(seen.p50Millis()) + " · p95 " + millis(seen.p95Millis()));
      for (int row = ROWS - 1; row >= 0; row--) {
        lines.add(row(seen.bars(), row));
      }
      lines.add(scale(seen));
    }
    return lines.stream().map(each -> Columns.cut(each, columns)).toList();
  }

  private Text head(long failed) {
    String counted = done + (total.isPresent() ? "/" + total.getAsInt() : "");
    String flying = inFlight.isPresent() ? "" + inFlight.getAsInt() : "";
    return new Text(
        name.zh()
            + " · 完成 "
            + counted
            + (flying.isEmpty() ? "" : " · 在途 " + flying)
            + (failed == 0 ? "" : " · 失败 " + failed),
        name.en()
            + " · "
            + counted
            + " done"
            + (flying.isEmpty() ? "" : " · " + flying + " in flight")
            + (failed == 0 ? "" : " · " + failed + " failed"));
  }

  /** One row of the bars; the lowest is row 0, and no request at all is the only empty bar. */
  private static String row(List<Long> bars, int row) {
    long most = bars.stream().mapToLong(Long::longValue).max().orElse(1);
    StringBuilder line = new StringBuilder();
    for (long each : bars) {
      int eighths = (int) Math.ceil(8.0 * ROWS * each / most);
      line.append(EIGHTHS.charAt(Math.clamp(eighths - 8L * row, 0, 8)));
    }
    return line.toString().stripTrailing();
  }

  /** The slowest stands under the last bar. */
  private static String scale(LiveFigures.Seen seen) {
    String low = millis(OptionalDouble.of(seen.fastestMillis()));
    String high = millis(OptionalDouble.of(seen.slowestMillis()));
    int between = seen.bars().size() - Columns.width(low) - Columns.width(high);
    return low + " ".repeat(Math.max(1, between)) + high;
  }

  private static String millis(OptionalDouble value) {
    if (value.isEmpty()) {
      return "–";
    }
    double millis = value.getAsDouble();
    return millis < 10
        ? "%.2f ms".formatted(millis)
        : millis < 10_000 ? "%.0f ms".formatted(millis) : "%.1f s".formatted(millis / 1000);
  }
}
