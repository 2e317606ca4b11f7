package touchstone.deploy.llamacpp;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.NullNode;

/** JSON in and out, with one mapper for all. */
final class Json {
  static final JsonNode NULL = NullNode.getInstance();

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  /**
   * @throws JacksonException where the text is not JSON
   */
  static JsonNode read(String text) {
    return MAPPER.readTree(text);
  }

  static String write(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /** A map of name, value, name, value in that order. */
  static Map<String, Object> ordered(Object... namesAndValues) {
    Map<String, Object> result = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      result.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return result;
  }

  /** The same of texts only. */
  static Map<String, String> orderedTexts(String... namesAndTexts) {
    Map<String, String> result = new LinkedHashMap<>();
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      result.put(namesAndTexts[i], namesAndTexts[i + 1]);
    }
    return result;
  }
}
