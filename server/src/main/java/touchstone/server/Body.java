package touchstone.server;

import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import touchstone.model.Text;
import touchstone.store.Json;

/** Reads a request's JSON object, within a limit. */
final class Body {
  /** Bytes of the largest body: a selection with 26 candidates has a few thousand. */
  static final int LARGEST = 256 * 1024;

  private Body() {}

  static ObjectNode read(ServerRequest request) {
    long declared = request.headers().contentLength().orElse(0);
    if (declared > LARGEST) {
      throw tooLarge();
    }
    try (InputStream in = request.content().inputStream()) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw tooLarge();
      }
      return parse(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode parse(byte[] bytes) {
    try {
      JsonNode node = Json.mapper().readTree(bytes);
      if (node instanceof ObjectNode object) {
        return object;
      }
    } catch (JacksonException _) {
      // said below
    }
    throw new Refusal(
        400,
        new Text("请求的内容不是 JSON 对象", "The request's body is no JSON object"),
        new Text("写法见 /api/openapi.yaml。", "See /api/openapi.yaml for its form."));
  }

  /** A text field that must be there. */
  static String text(ObjectNode body, String field) {
    JsonNode value = body.path(field);
    if (!value.isString()) {
      throw new Refusal(
          400,
          new Text("缺少文字字段 " + field, "The text field '" + field + "' is missing"),
          new Text("写法见 /api/openapi.yaml。", "See /api/openapi.yaml for its form."));
    }
    return value.stringValue();
  }

  private static Refusal tooLarge() {
    return new Refusal(
        413,
        new Text(
            "请求超过 " + LARGEST / 1024 + " KiB",
            "The body is larger than " + LARGEST / 1024 + " KiB"),
        new Text("选型文件不需要这么长，请检查内容。", "No selection needs that much; check what was sent."));
  }
}
