package touchstone.load;

import java.util.OptionalDouble;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What repeated runs of a level say, as JSON. */
final class RepeatsJson {
  private RepeatsJson() {}

  static void put(ObjectNode level, Repeats repeats) {
    ObjectNode json = level.putObject("repeats").put("runs", repeats.runs());
    repeats
        .figures()
        .forEach((key, figures) -> {
          ObjectNode figure = json.putObject(key);
          figures.forEach(
              (name, each) -> between(name.isEmpty() ? figure : figure.putObject(name), each));
        });
    if (!repeats.objectives().isEmpty()) {
      ArrayNode array = json.putArray("slos");
      repeats
          .objectives()
          .forEach(each ->
              between(array.addObject().put("slo", each.objective().label()), each.between()));
    }
  }

  private static void between(ObjectNode json, Repeats.Between each) {
    json.put("runs", each.runs());
    put(json, "mean", each.mean());
    if (each.low().isEmpty()) {
      json.putNull("ci95");
    } else {
      json.putArray("ci95").add(each.low().getAsDouble()).add(each.high().orElseThrow());
    }
  }

  private static void put(ObjectNode json, String key, OptionalDouble value) {
    value.ifPresentOrElse(number -> json.put(key, number), () -> json.putNull(key));
  }
}
