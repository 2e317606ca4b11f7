package touchstone.judge;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import touchstone.statistics.Estimate;

/** A judge's card as JSON. */
public final class CardJson {
  private static final JsonMapper JSON = JsonMapper.shared();

  private CardJson() {}

  /** The whole card; rates are shares of 1. */
  public static ObjectNode of(JudgeCard card) {
    ObjectNode root = JSON.createObjectNode();
    root.put("model", card.model());
    ArrayNode families = root.putArray("families");
    card.families().stream().sorted().forEach(families::add);
    root.put("verdict", card.verdict().name());
    ArrayNode reasons = root.putArray("reasons");
    card.reasons().forEach(each -> reasons.addObject().put("zh", each.zh()).put("en", each.en()));
    root.put("words_version", card.wordsVersion());
    root.put("audit_version", card.auditVersion());
    root.put("requests", card.requests());
    ArrayNode rates = root.putArray("rates");
    card.rates().forEach(each -> rates.add(rate(each)));
    return root;
  }

  private static ObjectNode rate(JudgeCard.Rate rate) {
    Estimate estimate = rate.estimate();
    ObjectNode json =
        JSON.createObjectNode()
            .put("trait", rate.trait().id())
            .put("count", rate.count())
            .put("n", rate.n())
            .put("rate", estimate.value())
            .put("low", estimate.low())
            .put("high", estimate.high())
            .put("level", estimate.level())
            .put("interval", estimate.method());
    rate.trait().limit().ifPresent(limit -> json.put("limit", limit));
    json.put("too_high", rate.tooHigh());
    return json;
  }
}
