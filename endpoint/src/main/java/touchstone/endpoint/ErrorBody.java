package touchstone.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what a server says is wrong, in the several shapes that servers use. */
final class ErrorBody {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int SHOWN = 300;

  private ErrorBody() {}

  /** An error out of a response body. */
  static Answer.ServerError read(Capture body) {
    String text = new String(body.bytes(), 0, body.length(), UTF_8).strip();
    try {
      JsonNode node = JSON.readTree(text);
      JsonNode inner = node.path("error");
      return node.isObject()
          ? of(inner.isMissingNode() ? node : inner, node)
          : new Answer.ServerError("", shorten(text));
    } catch (JacksonException notJson) {
      return new Answer.ServerError("", shorten(plain(text)));
    }
  }

  /** An error out of an error object, with the object around it as second place to look. */
  static Answer.ServerError of(JsonNode error, JsonNode around) {
    if (error.isString()) {
      return new Answer.ServerError(word(around, "code"), shorten(error.stringValue()));
    }
    String code = word(error, "code");
    String message = word(error, "message");
    message = message.isEmpty() ? word(error, "detail") : message;
    return new Answer.ServerError(
        code.isEmpty() ? word(error, "type") : code,
        shorten(message.isEmpty() ? error.toString() : message));
  }

  private static String word(JsonNode node, String name) {
    JsonNode value = node.path(name);
    return value.isValueNode() && !value.isNull() ? value.asString() : "";
  }

  // A proxy's error page: its words without the markup.
  private static String plain(String text) {
    return text.replaceAll("(?s)<(script|style).*?</\\1>", " ")
        .replaceAll("<[^>]*>", " ")
        .replaceAll("\\s+", " ")
        .strip();
  }

  private static String shorten(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }
}
