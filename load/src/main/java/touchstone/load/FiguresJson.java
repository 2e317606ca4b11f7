package touchstone.load;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The figures of a benchmark as JSON: one object a load level in {@code levels}. */
public final class FiguresJson {
  private static final JsonMapper JSON = JsonMapper.shared();

  private FiguresJson() {}

  /** All levels. */
  public static ObjectNode of(List<LevelFigures> levels) {
    ObjectNode root = JSON.createObjectNode();
    ArrayNode array = root.putArray("levels");
    levels.forEach(each -> array.add(level(each)));
    return root;
  }

  /** All levels, and what a search among them found. */
  public static ObjectNode of(List<LevelFigures> levels, MaxFound found) {
    ObjectNode root = of(levels);
    root.set("find_max", MaxJson.of(found));
    return root;
  }

  static ObjectNode level(LevelFigures figures) {
    ObjectNode json = JSON.createObjectNode();
    LevelJson.put(json.putObject("load"), figures.level());
    json.put("engine", figures.engine());
    client(json, figures);
    ObjectNode requests = json.putObject("requests");
    requests.put("completed", figures.completed()).put("warm_up", figures.warmUps());
    ObjectNode outcomes = requests.putObject("by_outcome");
    figures.outcomes().forEach((outcome, count) -> outcomes.put(outcome.name(), count));
    figures.distributions().forEach((key, each) -> json.set(key, spread(each)));
    put(json, "requests_per_s", figures.requestsPerSecond());
    put(json, "output_tokens_per_s", figures.outputTokensPerSecond());
    put(json, "chunks_per_token", figures.chunksPerToken());
    ObjectNode stalls = json.putObject("stalls").put("count", figures.stalls());
    put(stalls, "longest_ms", figures.longestStallMillis());
    json.put("really_streams", figures.reallyStreams());
    json.put("tokens_from", figures.tokensCounted() ? "usage" : "chunks");
    put(json, "cached_share", figures.cachedShare());
    json.put("thinks", figures.thinks());
    put(json, "goodput_per_s", figures.goodputPerSecond());
    if (!figures.objectives().isEmpty()) {
      json.put("slo_met", figures.meetsAll());
    }
    objectives(json, figures.objectives());
    PartsJson.put(json, figures.parts());
    if (!figures.others().isEmpty()) {
      ObjectNode as = json.putObject("as");
      figures.others().forEach(each -> as.set(each.convention().id(), told(each)));
    }
    return json;
  }

  private static ObjectNode told(ConventionFigures figures) {
    ObjectNode json = JSON.createObjectNode();
    json.put("tool", figures.convention().title());
    json.put("definitions", figures.convention().meaning().en());
    json.put("requests", figures.requests());
    figures
        .metrics()
        .forEach((key, each) ->
            json.putObject(key)
                .put("mean", each.mean())
                .put("p50", each.p50())
                .put("p90", each.p90())
                .put("p95", each.p95())
                .put("p99", each.p99()));
    put(json, "requests_per_s", figures.requestsPerSecond());
    put(json, "output_tokens_per_s", figures.outputTokensPerSecond());
    return json;
  }

  private static void client(ObjectNode json, LevelFigures figures) {
    figures
        .client()
        .error()
        .ifPresentOrElse(
            error ->
                json.putObject("engine_error_us")
                    .put("p50", error.p50Nanos() / 1e3)
                    .put("p99", error.p99Nanos() / 1e3),
            () -> json.putNull("engine_error_us"));
    json.put("client_limited", !figures.clientLimits().isEmpty());
    ArrayNode reasons = json.putArray("client_limited_reasons");
    figures.clientLimits().forEach(each -> reasons.add(each.en()));
    put(json, "client_loop_lag_ms", figures.client().loopLagMillis());
    put(json, "client_cpu_share", figures.client().cpuShare());
  }

  /** What the requests say of each objective, where there are any. */
  static void objectives(ObjectNode json, List<ObjectiveReading> objectives) {
    if (objectives.isEmpty()) {
      return;
    }
    ArrayNode array = json.putArray("slos");
    for (ObjectiveReading each : objectives) {
      ObjectNode one = array.addObject();
      one.put("slo", each.objective().label());
      one.put("answer", each.answer().name().toLowerCase(Locale.ROOT)).put("sure", each.sure());
      put(one, "value", each.value());
      ArrayNode ends = one.putArray("ci95");
      add(ends, each.low());
      add(ends, each.high());
    }
  }

  static ObjectNode spread(Distribution each) {
    ObjectNode json = JSON.createObjectNode();
    json.put("measured", each.measured()).put("failed", each.censored());
    put(json, "mean", each.mean());
    ObjectNode notes = JSON.createObjectNode();
    ObjectNode intervals = JSON.createObjectNode();
    for (Map.Entry<String, Distribution.Percentile> one : each.percentiles().entrySet()) {
      put(json, one.getKey(), one.getValue().value());
      one.getValue().note(one.getKey()).ifPresent(words -> notes.put(one.getKey(), words));
      ArrayNode ends = intervals.putArray(one.getKey());
      add(ends, one.getValue().low());
      add(ends, one.getValue().high());
    }
    put(json, "max", each.max());
    json.set("ci95", intervals);
    if (!notes.isEmpty()) {
      json.set("notes", notes);
    }
    return json;
  }

  private static void put(ObjectNode json, String key, OptionalDouble value) {
    if (value.isPresent()) {
      json.put(key, value.getAsDouble());
    } else {
      json.putNull(key);
    }
  }

  private static void add(ArrayNode array, OptionalDouble value) {
    if (value.isPresent()) {
      array.add(value.getAsDouble());
    } else {
      array.addNull();
    }
  }
}
