package touchstone.load;

import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A mark as keys of its trace line; a plain request has none of them. */
final class MarkJson {
  private static final String SENTINEL = "sentinel";

  private MarkJson() {}

  static void put(ObjectNode line, Mark mark) {
    if (mark.sentinel()) {
      line.put("kind", SENTINEL);
    }
    if (mark.run() > 0) {
      line.put("run", mark.run());
    }
    mark.ratePerSecond().ifPresent(rate -> line.put("rate_per_s", rate));
    mark.turn()
        .ifPresent(each ->
            line.put("session", each.session())
                .put("turn", each.turn())
                .put("turns", each.turns()));
  }

  static Mark read(JsonNode line) {
    return new Mark(
        line.path("kind").asString("").equals(SENTINEL),
        line.path("run").asInt(0),
        line.has("rate_per_s")
            ? OptionalDouble.of(line.get("rate_per_s").asDouble())
            : OptionalDouble.empty(),
        line.has("session")
            ? Optional.of(
                new SessionTurn(
                    line.get("session").asInt(),
                    line.required("turn").asInt(),
                    line.required("turns").asInt()))
            : Optional.empty());
  }
}
