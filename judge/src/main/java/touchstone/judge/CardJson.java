package touchstone.judge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import touchstone.model.Text;
import touchstone.statistics.Estimate;

/** A judge's card as JSON, there and back. */
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

  /**
   * A card as it was written.
   *
   * @throws IllegalArgumentException if it is none, or one with a row that this version lacks
   */
  public static JudgeCard read(JsonNode root) {
    if (root.path("rates").isEmpty() && root.path("reasons").isEmpty()) {
      throw new IllegalArgumentException("neither rates nor reasons in a judge's card");
    }
    List<JudgeCard.Rate> rates = new ArrayList<>();
    for (JsonNode each : root.path("rates")) {
      rates.add(
          new JudgeCard.Rate(
              trait(each.path("trait").asString("")),
              each.path("count").asInt(0),
              each.path("n").asInt(0)));
    }
    List<Text> reasons = new ArrayList<>();
    root.path("reasons")
        .forEach(each ->
            reasons.add(new Text(each.path("zh").asString(""), each.path("en").asString(""))));
    Set<String> families = new LinkedHashSet<>();
    root.path("families").forEach(each -> families.add(each.asString("")));
    return new JudgeCard(
        root.path("model").asString(""),
        families,
        root.path("words_version").asString(""),
        root.path("audit_version").asString(""),
        rates,
        root.path("requests").asInt(0),
        reasons);
  }

  private static Trait trait(String id) {
    return Arrays.stream(Trait.values())
        .filter(each -> each.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no row '" + id + "' in a judge's card"));
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
