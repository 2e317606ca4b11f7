package touchstone.deploy.llamacpp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Writes a JSON Schema as a GBNF grammar. Every text of the grammar is valid under the schema; of
 * the valid ones it allows those with the declared properties only, the required ones first. What
 * it does not know it refuses by name.
 */
final class SchemaGrammar {
  /** llama.cpp refuses larger repetitions. */
  private static final int MOST_REPEATED = 2000;

  private static final int DEEPEST = 64;

  private static final Set<String> READ =
      Set.of(
          "type",
          "properties",
          "required",
          "additionalProperties",
          "items",
          "minItems",
          "maxItems",
          "enum",
          "const",
          "minLength",
          "maxLength",
          "anyOf",
          "oneOf",
          "$ref",
          "$defs",
          "definitions");

  private static final Set<String> NOTES =
      Set.of(
          "title",
          "description",
          "default",
          "examples",
          "$schema",
          "$id",
          "$comment",
          "deprecated",
          "readOnly",
          "writeOnly",
          "format");

  private final JsonNode root;
  private final Gbnf gbnf = new Gbnf();
  private final Map<String, String> references = new HashMap<>();
  private int depth;

  private SchemaGrammar(JsonNode root) {
    this.root = root;
  }

  /** The grammar of any JSON object. */
  static String anyObject() {
    return new Gbnf().text("object");
  }

  /**
   * @throws ApiFault naming the keyword that is not supported, or what is wrong with the schema
   */
  static String of(JsonNode schema) {
    if (!schema.isObject()) {
      throw fault("#", "is %s, expected an object".formatted(Fields.shown(schema)));
    }
    SchemaGrammar grammar = new SchemaGrammar(schema);
    String start = grammar.rule(schema, "#");
    return grammar.gbnf.text(start);
  }

  /** The name of a rule for a schema, which is written where it is not there yet. */
  private String rule(JsonNode schema, String at) {
    if ((schema.isBoolean() && schema.booleanValue()) || (schema.isObject() && schema.isEmpty())) {
      return "value";
    }
    if (!schema.isObject()) {
      throw fault(at, "is %s, expected a schema".formatted(Fields.shown(schema)));
    }
    if (++depth > DEEPEST) {
      throw fault(at, "is nested deeper than %d, the most that is read".formatted(DEEPEST));
    }
    checkKeywords(schema, at);
    String name = schema.has("$ref") ? reference(schema, at) : gbnf.named(body(schema, at));
    depth--;
    return name;
  }

  private String reference(JsonNode schema, String at) {
    String pointer = schema.path("$ref").asString("");
    String known = references.get(pointer);
    if (known != null) {
      return known;
    }
    boolean place = pointer.equals("#") || pointer.startsWith("#/");
    JsonNode target = place ? root.at(pointer.substring(1)) : root.path("");
    if (target.isMissingNode()) {
      throw fault(at + "/$ref", "is %s, expected a place in this schema".formatted(pointer));
    }
    String name = "ref" + references.size();
    references.put(pointer, name);
    gbnf.put(name, rule(target, pointer));
    return name;
  }

  private String body(JsonNode schema, String at) {
    if (schema.has("const")) {
      return Gbnf.literal(schema.path("const"));
    }
    if (schema.has("enum")) {
      return list(schema.path("enum"), at + "/enum").stream()
          .map(Gbnf::literal)
          .collect(Collectors.joining(" | "));
    }
    for (String choice : List.of("anyOf", "oneOf")) {
      if (schema.has(choice)) {
        return choice(list(schema.path(choice), at + "/" + choice), at + "/" + choice);
      }
    }
    JsonNode type = schema.path("type");
    if (type.isArray()) {
      List<String> each = new ArrayList<>();
      type.forEach(one -> each.add(gbnf.named(typed(one.asString(""), schema, at))));
      return String.join(" | ", each);
    }
    boolean object = schema.has("properties") || schema.has("additionalProperties");
    String implied = object ? "object" : schema.has("items") ? "array" : "";
    return typed(type.asString(implied), schema, at);
  }

  private String choice(List<JsonNode> schemas, String at) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < schemas.size(); i++) {
      names.add(rule(schemas.get(i), at + "/" + i));
    }
    return String.join(" | ", names);
  }

  private String typed(String type, JsonNode schema, String at) {
    return switch (type) {
      case "object" -> object(schema, at);
      case "array" -> array(schema, at);
      case "string" -> string(schema, at);
      case "integer", "number", "boolean", "null" -> type;
      default ->
          throw fault(
              at + "/type",
              "is %s, expected object, array, string, integer, number, boolean or null"
                  .formatted(Fields.shown(schema.path("type"))));
    };
  }

  private String string(JsonNode schema, String at) {
    if (!schema.has("minLength") && !schema.has("maxLength")) {
      return "string";
    }
    return "\"\\\"\" char" + times(schema, at, "minLength", "maxLength") + " \"\\\"\"";
  }

  private String array(JsonNode schema, String at) {
    String item = schema.has("items") ? rule(schema.path("items"), at + "/items") : "value";
    int least = bound(schema, at, "minItems", 0);
    int most = bound(schema, at, "maxItems", -1);
    if (most >= 0 && most < least) {
      throw fault(at + "/maxItems", "is %d, below minItems %d".formatted(most, least));
    }
    if (most == 0) {
      return "\"[\" space \"]\"";
    }
    String more =
        "{%d,%s}".formatted(Math.max(0, least - 1), most < 0 ? "" : String.valueOf(most - 1));
    String items = "%s space (\",\" space %s space)%s".formatted(item, item, more);
    return "\"[\" space " + (least == 0 ? "(" + items + ")?" : items) + " \"]\"";
  }

  private static String times(JsonNode schema, String at, String least, String most) {
    int from = bound(schema, at, least, 0);
    int to = bound(schema, at, most, -1);
    if (to >= 0 && to < from) {
      throw fault(at + "/" + most, "is %d, below %s %d".formatted(to, least, from));
    }
    return "{%d,%s}".formatted(from, to < 0 ? "" : String.valueOf(to));
  }

  private static int bound(JsonNode schema, String at, String name, int otherwise) {
    if (!schema.has(name)) {
      return otherwise;
    }
    JsonNode node = schema.path(name);
    double value = node.isNumber() ? node.doubleValue() : -1;
    if (value < 0 || value > MOST_REPEATED || value != Math.rint(value)) {
      throw fault(
          at + "/" + name,
          "is %s, expected a whole number from 0 to %d"
              .formatted(Fields.shown(node), MOST_REPEATED));
    }
    return (int) value;
  }

  private String object(JsonNode schema, String at) {
    Map<String, String> members = new LinkedHashMap<>();
    schema
        .path("properties")
        .forEachEntry((name, each) ->
            members.put(name, Gbnf.member(name, rule(each, at + "/properties/" + name))));
    Set<String> required = new LinkedHashSet<>();
    for (JsonNode each : schema.path("required")) {
      required.add(each.asString(""));
      members.computeIfAbsent(each.asString(""), name -> Gbnf.member(name, "value"));
    }
    if (members.isEmpty()) {
      return map(schema, at);
    }
    List<String> always = new ArrayList<>();
    List<String> sometimes = new ArrayList<>();
    members.forEach((name, text) -> (required.contains(name) ? always : sometimes).add(text));
    return "\"{\" space " + gbnf.members(always, sometimes) + "\"}\"";
  }

  private String map(JsonNode schema, String at) {
    JsonNode more = schema.path("additionalProperties");
    if (more.isBoolean() && !more.booleanValue()) {
      return "\"{\" space \"}\"";
    }
    if (!more.isObject()) {
      return "object";
    }
    String each = "string space \":\" space " + rule(more, at + "/additionalProperties") + " space";
    return "\"{\" space (%s (\",\" space %s)*)? \"}\"".formatted(each, each);
  }

  private static List<JsonNode> list(JsonNode node, String at) {
    if (!node.isArray() || node.isEmpty()) {
      throw fault(at, "is %s, expected an array of at least one".formatted(Fields.shown(node)));
    }
    List<JsonNode> all = new ArrayList<>();
    node.forEach(all::add);
    return all;
  }

  private static void checkKeywords(JsonNode schema, String at) {
    for (String keyword : schema.propertyNames()) {
      if (!READ.contains(keyword) && !NOTES.contains(keyword)) {
        throw fault(at + "/" + keyword, "is a keyword that this engine does not support");
      }
    }
  }

  private static ApiFault fault(String at, String what) {
    return ApiFault.invalid(
        "response_format.json_schema.schema",
        "the schema at %s %s; mend it or leave it out".formatted(at, what));
  }
}
