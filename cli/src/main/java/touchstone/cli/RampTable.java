package touchstone.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import touchstone.load.Distribution;
import touchstone.load.PartFigures;
import touchstone.load.RampBreach;
import touchstone.load.RampSlice;
import touchstone.model.Language;
import touchstone.model.Outcome;
import touchstone.model.Text;
import touchstone.report.Columns;

/** A ramp for people: a line a slice of its time, and where each objective was first breached. */
final class RampTable {
  private static final int RATE = 20;
  private static final int CELL = 10;
  private static final List<String> KEYS = List.of("ttft_ms", "tpot_ms", "e2e_ms");

  private RampTable() {}

  static List<String> lines(List<RampSlice> slices, Language language) {
    List<String> lines = new ArrayList<>();
    if (slices.isEmpty()) {
      return lines;
    }
    lines.add(head(language));
    slices.forEach(each -> lines.add(row(each)));
    RampBreach.of(slices).forEach(each -> lines.add("  " + said(each).in(language)));
    return lines;
  }

  private static String head(Language language) {
    StringBuilder head =
        new StringBuilder(Columns.left("  " + new Text("每秒请求", "requests/s").in(language), RATE));
    head.append(Columns.left(new Text("答复", "answered").in(language), CELL));
    head.append(Columns.left(new Text("失败", "failed").in(language), CELL));
    for (String key : KEYS) {
      head.append(Columns.left(BenchTable.name(key) + " p50", CELL));
      head.append(Columns.left(BenchTable.name(key) + " p95", CELL));
    }
    return head.toString().stripTrailing();
  }

  private static String row(RampSlice slice) {
    PartFigures figures = slice.figures();
    int answered = figures.count(Outcome.COMPLETED) + figures.count(Outcome.MODEL_FAIL);
    StringBuilder row = new StringBuilder(Columns.left("  " + span(slice), RATE));
    row.append(Columns.left("" + answered, CELL));
    row.append(Columns.left("" + figures.count(Outcome.INFRA_FAIL), CELL));
    for (String key : KEYS) {
      Distribution spread = figures.spread(key);
      row.append(Columns.left(cell(spread.p50()), CELL));
      row.append(Columns.left(cell(spread.p95()), CELL));
    }
    return row.toString().stripTrailing();
  }

  private static Text said(RampBreach breach) {
    String label = "SLO " + breach.objective().label();
    Text untold =
        breach.untold() == 0
            ? Text.same("")
            : new Text(
                "（有 %d 段请求太少，说不准）".formatted(breach.untold()),
                " (%d of the slices have too few requests to tell)".formatted(breach.untold()));
    Text said =
        breach.first().map(each -> broken(label, each)).orElseGet(() -> held(label, breach));
    return new Text(said.zh() + untold.zh(), said.en() + untold.en());
  }

  private static Text broken(String label, RampSlice slice) {
    int requests = slice.figures().outcomes().values().stream().mapToInt(each -> each).sum();
    return new Text(
        "✗ %s：升到每秒 %s 个请求时第一次没守住（那一段 %d 个请求）".formatted(label, span(slice), requests),
        "✗ %s: first breached at %s requests/s (%d requests there)"
            .formatted(label, span(slice), requests));
  }

  private static Text held(String label, RampBreach breach) {
    if (breach.held().isEmpty()) {
      return new Text("? " + label + "：每一段都说不准", "? " + label + ": no slice can tell");
    }
    double rate = breach.held().getAsDouble();
    return new Text(
        "✓ %s：一路升到每秒 %.2f 个请求都守住了".formatted(label, rate),
        "✓ %s: held up to %.2f requests/s".formatted(label, rate));
  }

  private static String span(RampSlice slice) {
    return "%.2f–%.2f".formatted(slice.fromPerSecond(), slice.toPerSecond());
  }

  private static String cell(OptionalDouble value) {
    return value.isPresent() ? "%.1f".formatted(value.getAsDouble()) : "–";
  }
}
