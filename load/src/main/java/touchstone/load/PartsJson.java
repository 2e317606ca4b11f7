package touchstone.load;

import tools.jackson.databind.node.ObjectNode;
import touchstone.model.Outcome;

/** What a level reports beside its own figures, as JSON. */
final class PartsJson {
  private PartsJson() {}

  static void put(ObjectNode level, LevelParts parts) {
    parts
        .sentinel()
        .ifPresent(each -> part(level.putObject("sentinel"), each, "ttft_ms", "e2e_ms"));
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
