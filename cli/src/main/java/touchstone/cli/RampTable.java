package touchstone.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import touchstone.load.Distribution;
import touchstone.load.PartFigures;
import touchstone.load.RampBreach;
import touchstone.load.RampSlice;
import touchstone.model.Language;
import touchstone.model.Outcome;
import touchstone.model.Text;
import touchstone.report.Columns;

/** A ramp for people: a line a slice of its time, and where each objective is breached. */
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
        breach
            .first()
            .map(each -> broken(label, each, breach.maybe()))
            .or(() -> breach.maybe().map(each -> doubtful(label, each)))
            .orElseGet(() -> held(label, breach));
    return new Text(said.zh() + untold.zh(), said.en() + untold.en());
  }

  private static Text broken(String label, RampSlice slice, Optional<RampSlice> maybe) {
    String sooner = maybe.map(each -> "%.2f".formatted(each.fromPerSecond())).orElse("");
    return new Text(
        "✗ %s：升到每秒 %s 个请求时肯定没守住（那一段 %d 个请求，95%% 区间全在限值之上）%s"
            .formatted(
                label,
                span(slice),
                requests(slice),
                sooner.isEmpty() ? "" : "；从每秒 " + sooner + " 个起就可能已经没守住"),
        "✗ %s: breached for sure at %s requests/s (%d requests there, their whole 95 %% interval over"
                .formatted(label, span(slice), requests(slice))
            + " the limit)"
            + (sooner.isEmpty() ? "" : "; maybe from " + sooner + " on already"));
  }

  private static Text doubtful(String label, RampSlice slice) {
    return new Text(
        "? %s：从每秒 %.2f 个请求起可能没守住，说不准：实测超了，但 95%% 区间含限值；把 --duration 加长，或用 --find-max rate 找准"
            .formatted(label, slice.fromPerSecond()),
        "? %s: maybe breached from %.2f requests/s on, not sure: measured over the limit, which lies"
                .formatted(label, slice.fromPerSecond())
            + " within the 95 % interval; give --duration more, or find it with --find-max rate");
  }

  private static int requests(RampSlice slice) {
    return slice.figures().outcomes().values().stream().mapToInt(each -> each).sum();
  }

  private static Text held(String label, RampBreach breach) {
    if (breach.held().isEmpty()) {
      return new Text("? " + label + "：每一段都说不准", "? " + label + ": no slice can tell");
    }
    double rate = breach.held().getAsDouble();
    return new Text(
        "✓ %s：一路升到每秒 %.2f 个请求，实测都守住了".formatted(label, rate),
        "✓ %s: held as measured up to %.2f requests/s".formatted(label, rate));
  }

  private static String span(RampSlice slice) {
    return "%.2f–%.2f".formatted(slice.fromPerSecond(), slice.toPerSecond());
  }

  private static String cell(OptionalDouble value) {
    return value.isPresent() ? "%.1f".formatted(value.getAsDouble()) : "–";
  }
}
