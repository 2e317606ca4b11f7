package touchstone.cli;

import java.util.ArrayList;
import java.util.List;
import touchstone.load.LevelParts;
import touchstone.load.PartFigures;
import touchstone.model.Language;
import touchstone.model.Outcome;
import touchstone.model.Text;

/** What a level reports beside its own figures, as rows under its table. */
final class BenchParts {
  private BenchParts() {}

  static List<String> lines(LevelParts parts, Language language) {
    List<String> lines = new ArrayList<>();
    parts.sentinel().ifPresent(each -> lines.addAll(sentinel(each, language)));
    parts.sessions().ifPresent(each -> lines.addAll(SessionTable.lines(each, language)));
    parts.repeats().ifPresent(each -> lines.addAll(RepeatsTable.lines(each, language)));
    lines.addAll(RampTable.lines(parts.slices(), language));
    return lines;
  }

  private static List<String> sentinel(PartFigures figures, Language language) {
    int done = figures.count(Outcome.COMPLETED) + figures.count(Outcome.MODEL_FAIL);
    int failed = figures.count(Outcome.INFRA_FAIL);
    Text head =
        new Text(
            "哨兵（负载之外的短请求，不算进上面的数）：答复 %d，失败 %d".formatted(done, failed),
            "sentinel (short requests beside the load, not in the figures above): %d answered, %d"
                    .formatted(done, failed)
                + " failed");
    return List.of("  " + head.in(language), BenchTable.row("  TTFT", figures.spread("ttft_ms")));
  }
}
