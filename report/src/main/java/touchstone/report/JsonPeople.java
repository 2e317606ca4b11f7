package touchstone.report;

import static touchstone.report.JsonReport.object;

import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import touchstone.statistics.Estimate;
import touchstone.votes.People;

/** What report.json says of people's votes. */
final class JsonPeople {
  private JsonPeople() {}

  static ObjectNode of(People people) {
    ObjectNode node = object().put("voters", people.voters()).put("votes", people.votes());
    node.put("drawn", people.drawn()).put("voted", people.voted());
    estimate(node, "kappa_voters", people.amongVoters());
    estimate(node, "kappa_judge", people.withJudge());
    estimate(node, "kappa_rules", people.withRules());
    ArrayNode pairs = node.putArray("pairs");
    for (People.OfPair each : people.pairs()) {
      ObjectNode pair = pairs.addObject().put("a", each.first()).put("b", each.second());
      pair.put("cases", each.cases()).put("voted", each.voted());
      estimate(pair, "people", each.people());
      estimate(pair, "rules", each.rules());
      estimate(pair, "rules_corrected", each.rulesCorrected());
      estimate(pair, "judge", each.judge());
      estimate(pair, "judge_corrected", each.judgeCorrected());
    }
    return node;
  }

  private static void estimate(ObjectNode node, String name, Optional<Estimate> estimate) {
    if (estimate.isEmpty()) {
      node.putNull(name);
      return;
    }
    Estimate given = estimate.get();
    ObjectNode own = node.putObject(name);
    JsonReport.number(own, "value", given.value());
    own.putArray("ci95").add(JsonReport.rounded(given.low())).add(JsonReport.rounded(given.high()));
    own.put("method", given.method()).put("n", given.n());
  }
}
