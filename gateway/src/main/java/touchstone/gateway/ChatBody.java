package touchstone.gateway;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;
import touchstone.model.Text;

/**
 * A chat request as far as the gateway looks into it: whom it is for and whether it streams. Every
 * byte but the model's name is passed on as it came.
 */
final class ChatBody {
  private static final int DEEPEST = 200;
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
          .build();

  private final byte[] bytes;
  private @Nullable String model;
  private @Nullable Boolean stream;
  private int from;
  private int to;

  private ChatBody(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads the bytes without keeping a tree of them.
   *
   * @throws Refusal where they are no JSON object with one {@code model}
   */
  static ChatBody read(byte[] bytes) {
    if (otherThanUtf8(bytes)) {
      throw Refusals.body("", new Text("编码必须是 UTF-8", "it must be UTF-8"));
    }
    ChatBody body = new ChatBody(bytes);
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), bytes)) {
      body.walk(parser);
    } catch (JacksonException e) {
      throw Refusals.body(
          "",
          new Text(
              "不是合法的 JSON：" + Refusals.shown(e.getOriginalMessage()),
              "no valid JSON: " + Refusals.shown(e.getOriginalMessage())));
    }
    if (body.model == null) {
      throw Refusals.body("model", new Text("缺少 model", "model is missing"));
    }
    return body;
  }

  /** UTF-16 and UTF-32 begin with a zero byte or a mark; JSON parsers would take them. */
  private static boolean otherThanUtf8(byte[] bytes) {
    for (int i = 0; i < Math.min(2, bytes.length); i++) {
      if (bytes[i] == 0 || bytes[i] == (byte) 0xfe || bytes[i] == (byte) 0xff) {
        return true;
      }
    }
    return false;
  }

  String model() {
    return String.valueOf(model);
  }

  boolean stream() {
    return Boolean.TRUE.equals(stream);
  }

  /** The request with another model's name in it. */
  byte[] with(String name) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + name.length());
    out.write(bytes, 0, from);
    out.writeBytes(JSON.writeValueAsString(name).getBytes(StandardCharsets.UTF_8));
    out.write(bytes, to, bytes.length - to);
    return out.toByteArray();
  }

  private void walk(JsonParser parser) {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw Refusals.body("", new Text("应为一个 JSON 对象", "expected a JSON object"));
    }
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      switch (name) {
        case "model" -> model(parser, value);
        case "stream" -> stream(value);
        default -> skip(parser, value);
      }
    }
    if (parser.nextToken() != null) {
      throw Refusals.body("", new Text("JSON 对象后面还有内容", "something follows the JSON object"));
    }
  }

  private void model(JsonParser parser, JsonToken value) {
    if (model != null || value != JsonToken.VALUE_STRING) {
      throw Refusals.body("model", new Text("model 应为一个字符串，只写一次", "model must be one string"));
    }
    from = (int) parser.currentTokenLocation().getByteOffset();
    model = parser.getString();
    to = (int) parser.currentLocation().getByteOffset();
  }

  private void stream(JsonToken value) {
    boolean known =
        value == JsonToken.VALUE_TRUE
            || value == JsonToken.VALUE_FALSE
            || value == JsonToken.VALUE_NULL;
    if (stream != null || !known) {
      throw Refusals.body(
          "stream", new Text("stream 应为 true 或 false，只写一次", "stream must be one true or false"));
    }
    stream = value == JsonToken.VALUE_TRUE;
  }

  /** Past a value; every token is looked at, so that what is no JSON goes no further. */
  private static void skip(JsonParser parser, JsonToken first) {
    int depth = first.isStructStart() ? 1 : 0;
    while (depth > 0) {
      JsonToken token = parser.nextToken();
      if (token == null) {
        return;
      }
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
    }
  }
}
