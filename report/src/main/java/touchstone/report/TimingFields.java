package touchstone.report;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fields of report.json that derive from timing or from the history of the process. All others
 * are the same, byte for byte, for the same seeds, machine and library.
 */
public final class TimingFields {
  /**
   * The fields as JSONPath (RFC 9535). Recommendation and overall score stand here because they
   * weigh speed; the verdicts of the graded dimensions do not.
   */
  public static final List<String> PATHS =
      List.of(
          "$.run",
          "$.wall_seconds",
          "$.overhead_share",
          "$.engine_seconds",
          "$.measuring_client",
          "$.recommendation",
          "$.overall",
          "$.dimensions[?@.id=='speed']",
          "$.dimensions[?@.id=='cost']",
          "$.candidates[*].latency_ms",
          "$.candidates[*].throughput",
          "$.candidates[*].cost",
          "$.timings",
          "$.incidents");

  private TimingFields() {}

  /** A copy of a report.json without these fields. */
  public static JsonNode without(JsonNode report) {
    JsonNode copy = report.deepCopy();
    for (String path : PATHS) {
      remove(copy, List.of(path.substring(2).split("\\.(?!id)")));
    }
    return copy;
  }

  private static void remove(JsonNode node, List<String> path) {
    String step = path.getFirst();
    String name = step.replaceFirst("\\[.*", "");
    if (!(node instanceof ObjectNode object) || !object.has(name)) {
      return;
    }
    if (step.equals(name)) {
      object.remove(name);
    } else if (object.get(name) instanceof ArrayNode array) {
      removeWithin(array, step.substring(name.length()), path.subList(1, path.size()));
    }
  }

  private static void removeWithin(ArrayNode array, String choice, List<String> rest) {
    if (choice.equals("[*]")) {
      array.forEach(element -> remove(element, rest));
      return;
    }
    String id = choice.replaceFirst(".*=='(.*)'.*", "$1");
    array.removeIf(element -> element.path("id").asString("").equals(id));
  }
}
