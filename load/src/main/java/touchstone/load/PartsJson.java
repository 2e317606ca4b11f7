package touchstone.load;

import java.util.List;
import java.util.OptionalDouble;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import touchstone.model.Outcome;

/** What a level reports beside its own figures, as JSON. */
final class PartsJson {
  private PartsJson() {}

  static void put(ObjectNode level, LevelParts parts) {
    parts
        .sentinel()
        .ifPresent(each -> part(level.putObject("sentinel"), each, "ttft_ms", "e2e_ms"));
    parts.sessions().ifPresent(each -> sessions(level.putObject("sessions"), each));
    parts.repeats().ifPresent(each -> RepeatsJson.put(level, each));
    if (!parts.slices().isEmpty()) {
      ArrayNode slices = level.putArray("slices");
      parts.slices().forEach(each -> slice(slices.addObject(), each));
      breaches(level, RampBreach.of(parts.slices()));
    }
  }

  private static void sessions(ObjectNode json, SessionFigures figures) {
    json.put("begun", figures.begun()).put("present_at_start", figures.present());
    json.put("finished", figures.finished()).put("broken_off", figures.brokenOff());
    turns(json.putObject("first_turn"), figures.first(), figures.firstCached());
    turns(json.putObject("later_turns"), figures.later(), figures.laterCached());
  }

  private static void turns(ObjectNode json, PartFigures figures, OptionalDouble cached) {
    part(json, figures, "ttft_ms", "tpot_ms", "e2e_ms");
    cached.ifPresentOrElse(
        share -> json.put("cached_share", share), () -> json.putNull("cached_share"));
  }

  private static void slice(ObjectNode json, RampSlice slice) {
    json.put("start_s", slice.startSeconds()).put("end_s", slice.endSeconds());
    json.put("rate_per_s", slice.perSecond());
    json.put("from", slice.fromPerSecond()).put("to", slice.toPerSecond());
    part(json, slice.figures(), "ttft_ms", "tpot_ms", "e2e_ms");
    json.put("failed", slice.figures().count(Outcome.INFRA_FAIL));
    FiguresJson.objectives(json, slice.objectives());
  }

  private static void breaches(ObjectNode level, List<RampBreach> breaches) {
    if (breaches.isEmpty()) {
      return;
    }
    ArrayNode array = level.putArray("first_breaches");
    for (RampBreach each : breaches) {
      ObjectNode json = array.addObject().put("slo", each.objective().label());
      each.first()
          .ifPresentOrElse(
              slice -> json.put("from", slice.fromPerSecond()).put("to", slice.toPerSecond()),
              () -> json.putNull("from").putNull("to"));
      each.maybe()
          .ifPresentOrElse(
              slice -> json.put("maybe_from", slice.fromPerSecond()),
              () -> json.putNull("maybe_from"));
      each.held().ifPresentOrElse(rate -> json.put("held_to", rate), () -> json.putNull("held_to"));
      json.put("slices_untold", each.untold());
    }
  }

  private static void part(ObjectNode json, PartFigures figures, String... keys) {
    ObjectNode requests = json.putObject("requests");
    requests.put("completed", figures.count(Outcome.COMPLETED));
    ObjectNode outcomes = requests.putObject("by_outcome");
    figures.outcomes().forEach((outcome, count) -> outcomes.put(outcome.name(), count));
    for (String key : keys) {
      json.set(key, FiguresJson.spread(figures.spread(key)));
    }
  }
}
