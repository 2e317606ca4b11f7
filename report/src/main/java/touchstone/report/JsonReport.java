package touchstone.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalDouble;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import touchstone.model.Candidate;
import touchstone.model.Facts;
import touchstone.model.Text;
import touchstone.statistics.Estimate;
import touchstone.store.RunFolder;
import touchstone.verdict.Evidence;
import touchstone.verdict.Recommendation;

/**
 * report.json: the report for programs, as {@code report.schema.json} describes it. Fields stand in
 * a fixed order, numbers are rounded to four decimals.
 */
public final class JsonReport {
  /** The schema's place among the resources. */
  public static final String SCHEMA = "/touchstone/report/report.schema.json";

  private static final int DECIMALS = 4;
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build();

  private final ReportInput input;

  private JsonReport(ReportInput input) {
    this.input = input;
  }

  /** Writes the report whole or not at all. */
  public static void write(ReportInput input, Path file) {
    RunFolder.replace(file, text(input));
  }

  /** The report as text, with a line end behind it. */
  public static String text(ReportInput input) {
    return MAPPER.writeValueAsString(new JsonReport(input).root()) + "\n";
  }

  private ObjectNode root() {
    ObjectNode root = object();
    root.put("format", 1);
    root.set("recommendation", recommendation());
    root.set("dimensions", dimensions());
    root.set("overall", compared(object(), input.recommendation().overall()));
    root.set("candidates", candidates());
    new JsonAbout(input).into(root);
    input.judging().ifPresent(judging -> root.set("judge", JsonJudge.of(judging)));
    input.people().ifPresent(people -> root.set("people", JsonPeople.of(people)));
    root.set("cases", new JsonCases(input).array());
    TimingFields.PATHS.forEach(root.putArray("timing_fields")::add);
    return root;
  }

  private ObjectNode recommendation() {
    Recommendation given = input.recommendation();
    ObjectNode node = object();
    node.put("verdict", given.decision().id());
    given
        .candidate()
        .ifPresentOrElse(id -> node.put("candidate", id), () -> node.putNull("candidate"));
    node.set("sentence", text(given.sentence()));
    ArrayNode why = node.putArray("why");
    given.why().forEach(each -> why.add(text(each)));
    node.set("certainty", text(given.certainty()));
    ArrayNode change = node.putArray("would_change");
    given.wouldChange().forEach(each -> change.add(text(each)));
    ArrayNode caveats = node.putArray("caveats");
    for (Recommendation.Caveat caveat : given.caveats()) {
      caveats.addObject().put("id", caveat.id()).set("text", text(caveat.text()));
    }
    return node;
  }

  private ArrayNode dimensions() {
    ArrayNode array = array();
    for (Recommendation.OfDimension each : input.recommendation().dimensions()) {
      ObjectNode node = array.addObject();
      node.put("id", each.dimension().id());
      node.set("title", text(each.dimension().title()));
      number(node, "weight", each.weight());
      number(node, "floor", each.floor());
      node.set("rule", text(each.rule()));
      compared(node, each.compared());
    }
    return array;
  }

  private static ObjectNode compared(ObjectNode node, Recommendation.Compared compared) {
    node.put("verdict", compared.decision().id());
    compared.best().ifPresentOrElse(id -> node.put("best", id), () -> node.putNull("best"));
    ObjectNode scores = node.putObject("scores");
    for (Map.Entry<String, Estimate> score : ReportInput.sorted(compared.scores())) {
      estimate(scores.putObject(score.getKey()), "value", score.getValue());
    }
    ArrayNode below = node.putArray("below_floor");
    compared.belowFloor().forEach(below::add);
    ArrayNode pairs = node.putArray("pairs");
    for (Recommendation.Pair pair : compared.pairs()) {
      ObjectNode out = pairs.addObject();
      out.put("a", pair.a()).put("b", pair.b()).put("verdict", pair.decision().id());
      estimate(out, "difference", pair.alone());
      interval(out, "interval", pair.difference());
      number(out, "interval_level", pair.difference().level());
      number(out, "adjusted_p", pair.adjustedP());
      pair.casesNeeded()
          .ifPresentOrElse(n -> out.put("cases_needed", n), () -> out.putNull("cases_needed"));
    }
    return node;
  }

  private static void estimate(ObjectNode node, String name, Estimate estimate) {
    number(node, name, estimate.value());
    interval(node, "ci95", estimate);
    number(node, "level", estimate.level());
    node.put("method", estimate.method());
    node.put("n", estimate.n());
  }

  private static void interval(ObjectNode node, String name, Estimate estimate) {
    node.putArray(name).add(rounded(estimate.low())).add(rounded(estimate.high()));
  }

  private ArrayNode candidates() {
    ArrayNode array = array();
    for (Evidence.OfCandidate each : input.evidence().candidates()) {
      Candidate candidate = each.candidate();
      ObjectNode node = array.addObject();
      node.put("id", candidate.id()).put("label", candidate.label());
      node.set("facts", facts(each.facts()));
      node.set("coverage", coverage(candidate.id()));
      ObjectNode latency = node.putObject("latency_ms");
      ObjectNode throughput = node.putObject("throughput");
      input.latencies().stream()
          .filter(row -> row.candidate().equals(candidate.id()))
          .forEach(row -> JsonSpeed.put(row, latency, throughput));
      node.set("cost", cost(candidate.id()));
    }
    return array;
  }

  private static ObjectNode facts(Facts facts) {
    ObjectNode node = object();
    node.put("engine", facts.engine()).put("engine_version", facts.engineVersion());
    node.put("quantization", facts.quantization()).put("prompt_format", facts.promptFormat());
    node.put("context_tokens", facts.contextTokens()).put("hardware", facts.hardware());
    ObjectNode details = node.putObject("details");
    ReportInput.sorted(facts.details()).forEach(e -> details.put(e.getKey(), e.getValue()));
    return node;
  }

  private ObjectNode coverage(String id) {
    Recommendation.Coverage coverage =
        input
            .recommendation()
            .coverage()
            .getOrDefault(id, new Recommendation.Coverage(0, 0, 0, 0, 0));
    return object()
        .put("scored", coverage.scored())
        .put("model_fail", coverage.modelFail())
        .put("infra_fail", coverage.infraFail())
        .put("judge_fail", coverage.judgeFail())
        .put("skipped", coverage.skipped())
        .put("settled", coverage.settled());
  }

  private JsonNode cost(String id) {
    Recommendation.Cost cost = input.recommendation().costs().get(id);
    if (cost == null) {
      return JsonNodeFactory.instance.nullNode();
    }
    ObjectNode node = object();
    number(
        node,
        "per_thousand_conversations",
        cost.perThousandConversations().map(OptionalDouble::of).orElse(OptionalDouble.empty()));
    node.set("explanation", text(cost.explanation()));
    return node;
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  static ObjectNode text(Text text) {
    return object().put("zh", text.zh()).put("en", text.en());
  }

  static void number(ObjectNode node, String name, double value) {
    node.set(name, rounded(value));
  }

  static void number(ObjectNode node, String name, OptionalDouble value) {
    node.set(name, rounded(value.orElse(Double.NaN)));
  }

  /** A number of four decimals at most, null for one that does not exist. */
  static JsonNode rounded(double value) {
    if (!Double.isFinite(value)) {
      return JsonNodeFactory.instance.nullNode();
    }
    BigDecimal exact = BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_EVEN);
    BigDecimal plain = exact.signum() == 0 ? BigDecimal.ZERO : exact.stripTrailingZeros();
    return JsonNodeFactory.instance.numberNode(plain.scale() < 0 ? plain.setScale(0) : plain);
  }
}
