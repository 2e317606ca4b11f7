package touchstone.judge;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One kind of ruling: how it is asked for, the schema of the answer, and how the answer is read.
 *
 * @param name in schema and cache
 * @param field that carries the decision
 * @param type the field's JSON type and values
 * @param example a right answer
 * @param read a decision from the field's value, empty where it is none
 */
record Form<T>(
    String name,
    String field,
    String type,
    String example,
    Function<JudgeWords, String> words,
    Function<JsonNode, Optional<T>> read) {
  static final Form<Preference> PAIR =
      new Form<>(
          "pair",
          "better",
          "{\"type\":\"string\",\"enum\":[\"A\",\"B\",\"tie\"]}",
          "{\"reason\": \"…\", \"better\": \"tie\"}",
          JudgeWords::pair,
          Form::preference);

  static final Form<Integer> SCORE =
      new Form<>(
          "score",
          "score",
          "{\"type\":\"integer\",\"enum\":[1,2,3,4,5]}",
          "{\"reason\": \"…\", \"score\": 3}",
          JudgeWords::score,
          Form::points);

  private static final Map<String, Preference> PREFERENCES =
      Map.ofEntries(
          Map.entry("a", Preference.FIRST),
          Map.entry("b", Preference.SECOND),
          Map.entry("tie", Preference.TIE),
          Map.entry("equal", Preference.TIE),
          Map.entry("平", Preference.TIE),
          Map.entry("平局", Preference.TIE),
          Map.entry("平手", Preference.TIE),
          Map.entry("一样", Preference.TIE),
          Map.entry("一样好", Preference.TIE),
          Map.entry("差不多", Preference.TIE));

  String task(JudgeWords all) {
    return words.apply(all);
  }

  /** The {@code response_format} of a request, as a request body. */
  String responseFormat() {
    return """
    {"response_format":{"type":"json_schema","json_schema":{"name":"%s","strict":true,"schema":\
    {"type":"object","properties":{"reason":{"type":"string"},"%s":%s},\
    "required":["reason","%s"],"additionalProperties":false}}}}\
    """
        .formatted(name, field, type, field);
  }

  /**
   * A decision and its reason.
   *
   * @param word the value as the judge wrote it
   */
  record Decision<T>(T value, String word, String reason) {}

  /**
   * Reads the decision; nothing where there is none, or where the text holds two that differ: which
   * of them was meant is not for us to guess.
   */
  Optional<Decision<T>> decision(String text) {
    List<Decision<T>> all =
        Repair.objects(text).stream().flatMap(each -> decision(each).stream()).toList();
    Set<T> values = all.stream().map(Decision::value).collect(Collectors.toSet());
    return values.size() == 1 ? Optional.of(all.getLast()) : Optional.empty();
  }

  private Optional<Decision<T>> decision(JsonNode object) {
    JsonNode value = object.path(field);
    return read.apply(value)
        .map(
            found -> new Decision<>(found, value.asString(""), object.path("reason").asString("")));
  }

  /** The decision as a judge would write it, for the cache. */
  String written(Decision<T> decision) {
    return JsonMapper.shared()
        .createObjectNode()
        .put(field, decision.word())
        .put("reason", decision.reason())
        .toString();
  }

  private static Optional<Preference> preference(JsonNode value) {
    String word = value.asString("").strip().toLowerCase(Locale.ROOT);
    String bare = word.replaceAll("^(回答|答案|answer)\\s*", "").replaceAll("[.。]$", "");
    return Optional.ofNullable(PREFERENCES.get(bare));
  }

  private static Optional<Integer> points(JsonNode value) {
    String word = value.asString("").strip().replaceAll("(分|\\.0+|\\s*/\\s*5)$", "");
    return word.matches("[1-5]") ? Optional.of(Integer.valueOf(word)) : Optional.empty();
  }
}
