package touchstone.judge;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds JSON objects in what a model wrote: inside code fences, between other text, with trailing
 * commas, single quotes, bare names or line breaks in strings. Pure.
 */
public final class Repair {
  /** Longer is no ruling; it also bounds the search for braces that never close. */
  private static final int LONGEST = 20_000;

  private static final JsonMapper LENIENT =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
          .enable(JsonReadFeature.ALLOW_UNQUOTED_PROPERTY_NAMES)
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
          .build();

  private Repair() {}

  /** Every outermost object that can be read, in order. */
  public static List<ObjectNode> objects(String text) {
    List<ObjectNode> objects = new ArrayList<>();
    int at = text.length() > LONGEST ? -1 : text.indexOf('{');
    while (at >= 0) {
      int end = end(text, at);
      JsonNode read = end < 0 ? LENIENT.missingNode() : read(text.substring(at, end));
      if (read instanceof ObjectNode object) {
        objects.add(object);
      }
      at = text.indexOf('{', read instanceof ObjectNode ? end : at + 1);
    }
    return objects;
  }

  /** The index after the brace that closes the one at the start, −1 where none does. */
  private static int end(String text, int start) {
    int depth = 0;
    boolean quoted = false;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted) {
        i += c == '\\' ? 1 : 0;
        quoted = c != '"';
      } else if (c == '"') {
        quoted = true;
      } else if (c == '{') {
        depth++;
      } else if (c == '}' && --depth == 0) {
        return i + 1;
      }
    }
    return -1;
  }

  private static JsonNode read(String text) {
    try {
      return LENIENT.readTree(text);
    } catch (JacksonException _) {
      return LENIENT.missingNode();
    }
  }
}
