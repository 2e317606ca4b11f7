package touchstone.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One test of promptfoo as an object: vars, assert, threshold, options, description. */
final class PromptfooTest {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int MOST_COMBINATIONS = 1_000;

  private PromptfooTest() {}

  /** A test of a table's row, whose columns with two underscores are no variables. */
  static ObjectNode ofColumns(ObjectNode row) {
    ObjectNode test = NODES.objectNode();
    ObjectNode vars = test.putObject("vars");
    ArrayNode asserts = test.putArray("assert");
    ObjectNode options = test.putObject("options");
    for (Map.Entry<String, JsonNode> cell : row.properties()) {
      String name = cell.getKey();
      String value = cell.getValue().asString("");
      if (name.startsWith("__expected")) {
        if (!value.isBlank()) {
          asserts.add(ExpectedText.assertion(value));
        }
      } else if (name.equals("__prefix") || name.equals("__suffix")) {
        options.put(name.substring(2), value);
      } else if (name.equals("__threshold") || name.equals("__description")) {
        test.put(name.substring(2), value);
      } else if (!name.startsWith("__")) {
        vars.put(name, value);
      }
    }
    String metric = row.path("__metric").asString("");
    if (!metric.isBlank()) {
      asserts.forEach(each -> ((ObjectNode) each).put("metric", metric));
    }
    return test;
  }

  /** A test with what a default test (or a scenario's configuration) gives; the test's own wins. */
  static ObjectNode merged(JsonNode base, JsonNode test) {
    ObjectNode merged = NODES.objectNode();
    base.properties().forEach(each -> merged.set(each.getKey(), each.getValue()));
    test.properties().forEach(each -> merged.set(each.getKey(), each.getValue()));
    for (String field : List.of("vars", "options")) {
      ObjectNode both = NODES.objectNode();
      base.path(field).properties().forEach(each -> both.set(each.getKey(), each.getValue()));
      test.path(field).properties().forEach(each -> both.set(each.getKey(), each.getValue()));
      merged.set(field, both);
    }
    ArrayNode asserts = NODES.arrayNode();
    if (!test.path("options").path("disableDefaultAsserts").asBoolean(false)) {
      base.path("assert").forEach(asserts::add);
    }
    test.path("assert").forEach(asserts::add);
    merged.set("assert", asserts);
    return merged;
  }

  /** The variables of a test; a list among them stands for one test an element. */
  static List<ObjectNode> combinations(JsonNode vars) throws BadRow {
    List<ObjectNode> all = new ArrayList<>(List.of(NODES.objectNode()));
    for (Map.Entry<String, JsonNode> each : vars.properties()) {
      Iterable<JsonNode> values =
          each.getValue().isArray() ? each.getValue() : List.of(each.getValue());
      List<ObjectNode> more = new ArrayList<>();
      for (ObjectNode one : all) {
        for (JsonNode value : values) {
          ObjectNode copy = one.deepCopy();
          copy.set(each.getKey(), value);
          more.add(copy);
        }
      }
      if (more.size() > MOST_COMBINATIONS) {
        throw new BadRow(
            "变量组合超过 " + MOST_COMBINATIONS + " 种",
            "its lists of variables make more than " + MOST_COMBINATIONS + " tests");
      }
      all = more;
    }
    return all;
  }

  /** What groups the test in reports: the metric that all assertions share. */
  static Optional<String> skill(JsonNode test) {
    Optional<String> metric = Columns.words(test.path("metadata").path("category"));
    if (metric.isPresent() || test.path("assert").isEmpty()) {
      return metric;
    }
    Optional<String> first = Columns.words(test.path("assert").path(0).path("metric"));
    for (JsonNode each : test.path("assert")) {
      if (!Columns.words(each.path("metric")).equals(first)) {
        return Optional.empty();
      }
    }
    return first;
  }
}
