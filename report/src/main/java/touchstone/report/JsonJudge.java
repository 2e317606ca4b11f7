package touchstone.report;

import static touchstone.report.JsonReport.number;
import static touchstone.report.JsonReport.object;
import static touchstone.report.JsonReport.text;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import touchstone.statistics.Estimate;

/** What report.json says of the judge. */
final class JsonJudge {
  private JsonJudge() {}

  static ObjectNode of(Judging judging) {
    ObjectNode node = object().put("model", judging.model());
    judging.families().forEach(node.putArray("families")::add);
    node.put("state", judging.state().id());
    ArrayNode reasons = node.putArray("reasons");
    judging.reasons().forEach(each -> reasons.add(text(each)));
    node.put("words_version", judging.wordsVersion());
    node.put("audit_version", judging.auditVersion());
    ArrayNode card = node.putArray("card");
    judging.rows().forEach(each -> card.add(row(each)));
    ArrayNode pairs = node.putArray("pairs");
    judging.pairs().forEach(each -> pairs.add(pair(each)));
    ArrayNode said = node.putArray("judgements");
    judging.said().forEach(each -> said.add(said(each)));
    return node;
  }

  private static ObjectNode row(Judging.Row row) {
    ObjectNode node = object().put("trait", row.id()).put("count", row.count()).put("n", row.n());
    estimate(node, row.rate());
    row.limit().ifPresentOrElse(limit -> number(node, "limit", limit), () -> node.putNull("limit"));
    return node.put("too_high", row.tooHigh());
  }

  private static ObjectNode pair(Judging.Pair pair) {
    ObjectNode node = object().put("dimension", pair.dimension().id());
    node.put("a", pair.a()).put("b", pair.b());
    node.put("due", pair.due()).put("judged", pair.judged());
    node.put("unreadable", pair.unreadable());
    node.put("wins", pair.wins()).put("losses", pair.losses()).put("ties", pair.ties());
    node.put("flips", pair.flips());
    node.put("both_decide", pair.bothDecide()).put("agree", pair.agree());
    node.put("longer", pair.longer());
    estimate(node.putObject("rules"), pair.rules());
    pair.judge()
        .ifPresentOrElse(
            judge -> estimate(node.putObject("judge"), judge), () -> node.putNull("judge"));
    return node;
  }

  private static void estimate(ObjectNode node, Estimate estimate) {
    number(node, "value", estimate.value());
    ArrayNode interval = node.putArray("ci95");
    interval.add(JsonReport.rounded(estimate.low())).add(JsonReport.rounded(estimate.high()));
    node.put("method", estimate.method());
  }

  /** The judge's words lie in judgements.jsonl, as answers lie in samples.jsonl. */
  private static ObjectNode said(Judging.Said said) {
    return object()
        .put("case", said.caseId())
        .put("trial", said.trial())
        .put("first", said.first())
        .put("second", said.second())
        .put("readable", said.readable())
        .put("balance", said.balance())
        .put("flipped", said.flipped());
  }
}
