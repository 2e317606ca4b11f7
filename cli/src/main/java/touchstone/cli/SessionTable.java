package touchstone.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import touchstone.load.PartFigures;
import touchstone.load.SessionFigures;
import touchstone.model.Language;
import touchstone.model.Text;

/** The sessions of a level for people: how many, and first turns apart from later ones. */
final class SessionTable {
  private SessionTable() {}

  static List<String> lines(SessionFigures figures, Language language) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "  "
            + new Text(
                    "对话：新来 %d 段，开始时已在进行 %d 段；聊完 %d，中途失败 %d"
                        .formatted(
                            figures.begun(),
                            figures.present(),
                            figures.finished(),
                            figures.brokenOff()),
                    "sessions: %d begun, %d under way at the start; %d finished, %d ended by a failed"
                            .formatted(
                                figures.begun(),
                                figures.present(),
                                figures.finished(),
                                figures.brokenOff())
                        + " turn")
                .in(language));
    lines.addAll(
        part(new Text("首轮", "first turn"), figures.first(), figures.firstCached(), language));
    lines.addAll(
        part(new Text("后续轮", "later turns"), figures.later(), figures.laterCached(), language));
    return lines;
  }

  private static List<String> part(
      Text name, PartFigures figures, OptionalDouble cached, Language language) {
    List<String> lines = new ArrayList<>();
    lines.add(BenchTable.row("  TTFT " + name.in(language), figures.spread("ttft_ms")));
    cached.ifPresent(share ->
        lines.add(
            "    "
                + new Text(
                        "提示词命中缓存 %.0f%%".formatted(share * 100),
                        "%.0f %% of the prompt tokens cached".formatted(share * 100))
                    .in(language)));
    return lines;
  }
}
