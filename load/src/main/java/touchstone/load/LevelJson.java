package touchstone.load;

import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A load level as JSON. */
final class LevelJson {
  private LevelJson() {}

  static void put(ObjectNode json, Level level) {
    json.put("kind", level.kind().name().toLowerCase(Locale.ROOT))
        .put("value", level.value())
        .put("arrivals", level.arrivals());
    level
        .ramp()
        .ifPresent(ramp ->
            json.put("from", ramp.from()).put("to", ramp.to()).put("duration_s", ramp.seconds()));
  }

  /**
   * Reads it again.
   *
   * @throws IllegalArgumentException if it is none; what Jackson throws where a key is missing
   */
  static Level read(JsonNode json) {
    Level.Kind kind = Level.Kind.valueOf(json.required("kind").asString().toUpperCase(Locale.ROOT));
    String arrivals = json.required("arrivals").asString();
    if (kind != Level.Kind.RAMP) {
      return new Level(kind, json.required("value").asDouble(), arrivals);
    }
    return Level.ramp(
        new Ramp(
            json.required("from").asDouble(),
            json.required("to").asDouble(),
            json.required("duration_s").asDouble()),
        arrivals);
  }
}
