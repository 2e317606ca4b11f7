package touchstone.grading;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.regex.RegularExpression;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import touchstone.model.Assertion.Json;
import touchstone.model.Assertion.JsonForm;

/**
 * Finds JSON in an answer and holds it against a value or a JSON Schema (draft 7, as promptfoo's
 * validator). Schemas are never fetched from anywhere; patterns in them are matched with a bound.
 */
final class JsonAssertion {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private static final String RULES = "http://json-schema.org/draft-07/schema#";

  /** Starts of values that are tried in one answer. */
  private static final int MOST_STARTS = 200;

  private static final Comparator<JsonNode> BY_VALUE =
      (a, b) -> {
        if (a.isNumber() && b.isNumber()) {
          return a.decimalValue().compareTo(b.decimalValue());
        }
        return a.equals(b) ? 0 : 1;
      };

  private JsonAssertion() {}

  /** Whether JSON is found that fits; empty where there is JSON and the schema is none. */
  static Optional<Boolean> holds(Json json, String text) {
    List<JsonNode> found =
        json.form() == JsonForm.WITHIN ? within(text) : parsed(text).stream().toList();
    if (found.isEmpty() || json.json().isEmpty()) {
      return Optional.of(!found.isEmpty());
    }
    return json.form() == JsonForm.EQUALS
        ? Optional.of(equal(json, found.getFirst()))
        : json.json()
            .flatMap(JsonAssertion::parsed)
            .flatMap(JsonAssertion::of)
            .flatMap(schema -> any(schema, found));
  }

  private static boolean equal(Json json, JsonNode found) {
    return json.json()
        .flatMap(JsonAssertion::parsed)
        .filter(wanted -> wanted.equals(BY_VALUE, found))
        .isPresent();
  }

  private static Optional<JsonNode> parsed(String text) {
    try {
      JsonNode node = MAPPER.readTree(text);
      return node.isMissingNode() ? Optional.empty() : Optional.of(node);
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  /** Objects and lists that stand in a text, the outermost ones. */
  private static List<JsonNode> within(String text) {
    var found = new ArrayList<JsonNode>();
    int starts = 0;
    for (int i = 0; i < text.length() && starts < MOST_STARTS; i++) {
      if (text.charAt(i) == '{' || text.charAt(i) == '[') {
        starts++;
        int end = end(text, i);
        Optional<JsonNode> value = end < 0 ? Optional.empty() : parsed(text.substring(i, end));
        value.ifPresent(found::add);
        i = value.isPresent() ? end - 1 : i;
      }
    }
    return found;
  }

  /** The end of the bracketed stretch that starts here, -1 where it stays open. */
  private static int end(String text, int start) {
    int depth = 0;
    boolean quoted = false;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted && c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == '{' || c == '[')) {
        depth++;
      } else if (!quoted && (c == '}' || c == ']') && --depth == 0) {
        return i + 1;
      }
    }
    return -1;
  }

  /** The schema, where it is one by the rules for schemas. */
  private static Optional<Schema> of(JsonNode node) {
    try {
      SchemaRegistry registry = registry();
      boolean valid = registry.getSchema(SchemaLocation.of(RULES)).validate(node).isEmpty();
      return valid ? Optional.of(registry.getSchema(node)) : Optional.empty();
    } catch (RuntimeException | StackOverflowError _) {
      return Optional.empty();
    }
  }

  /** Empty where the schema refers to something that is not here, or to itself without end. */
  private static Optional<Boolean> any(Schema schema, List<JsonNode> nodes) {
    try {
      return Optional.of(nodes.stream().anyMatch(node -> schema.validate(node).isEmpty()));
    } catch (RuntimeException | StackOverflowError _) {
      return Optional.empty();
    }
  }

  private static SchemaRegistry registry() {
    SchemaRegistryConfig config =
        SchemaRegistryConfig.builder().regularExpressionFactory(JsonAssertion::bounded).build();
    return SchemaRegistry.withDefaultDialect(
        SpecificationVersion.DRAFT_7,
        builder ->
            builder
                .schemaRegistryConfig(config)
                .schemaLoader(loader -> loader.allow(iri -> !remote(iri.toString()))));
  }

  /** What the pattern cannot decide ends the whole validation. */
  private static RegularExpression bounded(String pattern) {
    ForeignPattern own = ForeignPattern.of(pattern);
    return text ->
        own.findsIn(text).orElseThrow(() -> new IllegalArgumentException("undecided " + pattern));
  }

  private static boolean remote(String iri) {
    return !iri.startsWith("http://json-schema.org/")
        && !iri.startsWith("https://json-schema.org/");
  }
}
