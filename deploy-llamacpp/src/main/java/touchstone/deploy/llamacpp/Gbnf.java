package touchstone.deploy.llamacpp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A grammar of JSON texts under construction, as llama.cpp reads it. */
final class Gbnf {
  private static final Map<String, String> BASICS =
      Json.orderedTexts(
          "space", "| \" \" | \"\\n\"{1,2} [ \\t]{0,20}",
          "char", "[^\"\\\\\\x7F\\x00-\\x1F] | \"\\\\\" ([\"\\\\/bfnrt] | \"u\" [0-9a-fA-F]{4})",
          "string", "\"\\\"\" char* \"\\\"\"",
          "digits", "[0-9]{1,15}",
          "integer", "\"-\"? (\"0\" | [1-9] [0-9]{0,15})",
          "number", "integer (\".\" digits)? ([eE] [-+]? [0-9]{1,2})?",
          "boolean", "\"true\" | \"false\"",
          "null", "\"null\"",
          "value", "object | array | string | number | boolean | null",
          "member", "string space \":\" space value",
          "object", "\"{\" space (member space (\",\" space member space)*)? \"}\"",
          "array", "\"[\" space (value space (\",\" space value space)*)? \"]\"");

  private final Map<String, String> rules = new LinkedHashMap<>();

  /** The whole grammar, which begins with one rule. */
  String text(String start) {
    StringBuilder text = new StringBuilder("root ::= space ").append(start).append(" space\n");
    rules.forEach((name, body) -> text.append(name).append(" ::= ").append(body).append('\n'));
    BASICS.forEach((name, body) -> text.append(name).append(" ::= ").append(body).append('\n'));
    return text.toString();
  }

  /** The name of a rule with this body, which is written where it is not there yet. */
  String named(String body) {
    if (BASICS.containsKey(body)) {
      return body;
    }
    String name = "r" + rules.size();
    rules.put(name, body);
    return name;
  }

  /**
   * The members of an object with commas between them.
   *
   * @param always all of them, in this order
   * @param sometimes any of them after those, in this order
   */
  String members(List<String> always, List<String> sometimes) {
    String comma = "\",\" space ";
    String text = always.isEmpty() ? "" : String.join(" " + comma, always) + " ";
    if (sometimes.isEmpty()) {
      return text;
    }
    String rest = "";
    List<String> starts = new ArrayList<>();
    for (int i = sometimes.size() - 1; i >= 0; i--) {
      starts.addFirst(sometimes.get(i) + " " + rest);
      rest = named("(" + comma + sometimes.get(i) + ")? " + rest) + " ";
    }
    return always.isEmpty() ? "(" + String.join(" | ", starts) + ")? " : text + rest;
  }

  /** One member of an object, its value after a rule. */
  static String member(String name, String rule) {
    return "%s space \":\" space %s space".formatted(quoted(Json.write(name)), rule);
  }

  /** Exactly this JSON value. */
  static String literal(JsonNode value) {
    return quoted(value.toString());
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  /** Writes a rule under a name of its own. */
  void put(String name, String body) {
    rules.put(name, body);
  }
}
