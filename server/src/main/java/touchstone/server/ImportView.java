package touchstone.server;

import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import touchstone.imports.ImportSummary;
import touchstone.model.Case;
import touchstone.model.Turn;
import touchstone.suite.CheckLine;
import touchstone.suite.SuiteReader;

/** What became of an imported file, as JSON: counts, bad rows, the first cases. */
final class ImportView {
  private static final int MOST_BAD = 200;
  private static final int MOST_CASES = 30;

  private ImportView() {}

  static ObjectNode of(ImportSummary summary) {
    ObjectNode node = Reply.object();
    node.put("format", summary.format().id());
    node.set("formatTitle", Reply.text(summary.format().title()));
    node.set("writtenIn", Reply.text(summary.writtenIn()));
    node.put("recognised", summary.recognised()).put("encoding", summary.encoding());
    node.put("rows", summary.rows()).put("graded", summary.graded());
    node.put("ungraded", summary.ungraded()).put("badRows", summary.badRows());
    node.set("bad", bad(summary));
    ObjectNode unrunnable = node.putObject("unrunnable");
    summary.unrunnable().forEach(unrunnable::put);
    ObjectNode masked = node.putObject("masked");
    summary.masked().forEach(masked::put);
    node.put("answersLeft", summary.answersLeft());
    ArrayNode cases = node.putArray("cases");
    summary
        .suite()
        .ifPresent(folder -> {
          node.put("suite", folder.toAbsolutePath().toString());
          cases(folder).stream().limit(MOST_CASES).forEach(each -> cases.add(shown(each)));
        });
    return node;
  }

  private static ArrayNode bad(ImportSummary summary) {
    ArrayNode list = Reply.object().putArray("bad");
    summary.firstBad().stream()
        .limit(MOST_BAD)
        .forEach(each -> {
          ObjectNode row = list.addObject().put("place", each.place());
          row.set("reason", Reply.text(each.reason()));
          ObjectNode cells = row.putObject("cells");
          each.cells().forEach(cells::put);
        });
    return list;
  }

  private static List<Case> cases(Path folder) {
    return SuiteReader.read(folder).suite().cases();
  }

  private static ObjectNode shown(Case each) {
    ObjectNode node = Reply.object().put("id", each.id()).put("dimension", each.dimension().id());
    ArrayNode turns = node.putArray("turns");
    for (Turn turn : each.turns()) {
      ObjectNode said = turns.addObject().put("user", turn.user());
      ArrayNode checks = said.putArray("checks");
      turn.checks().forEach(check -> checks.add(Reply.text(CheckLine.of(check))));
    }
    return node;
  }
}
