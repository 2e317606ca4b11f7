package touchstone.imports;

import java.io.IOException;
import java.io.Reader;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import touchstone.model.Text;

/** Reads JSON lines, a JSON list, or an object that holds a list, one row at a time. */
final class JsonRows {
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(100)
                          .maxStringLength(BoundedLines.LONGEST)
                          .build())
                  .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JsonRows() {}

  static JsonMapper mapper() {
    return MAPPER;
  }

  /** The value of a text that is one JSON value. */
  static Optional<JsonNode> parsed(String text) {
    try {
      JsonNode node = MAPPER.readTree(text);
      return node.isMissingNode() ? Optional.empty() : Optional.of(node);
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  /** One object a line; blank lines are skipped. */
  static void lines(Reader reader, RowSink sink) throws IOException {
    BoundedLines lines = new BoundedLines(reader);
    while (lines.next()) {
      String place = String.valueOf(lines.number());
      if (lines.cut()) {
        sink.bad(place, tooLong());
      } else if (!lines.line().isBlank()) {
        line(place, lines.line(), sink);
      }
    }
  }

  private static Text tooLong() {
    return new Text(
        "这一行超过 " + BoundedLines.LONGEST + " 个字符",
        "the line is longer than " + BoundedLines.LONGEST + " characters");
  }

  private static void line(String place, String line, RowSink sink) {
    try {
      row(place, MAPPER.readTree(line), sink);
    } catch (JacksonException e) {
      sink.bad(place, broken(e));
    }
  }

  private static void row(String place, JsonNode node, RowSink sink) {
    if (node instanceof ObjectNode object) {
      sink.row(new Row(place, object));
    } else {
      sink.bad(place, new Text("应为 JSON 对象 {…}", "expected a JSON object {…}"));
    }
  }

  /** A list of objects, or an object one of whose fields is that list. */
  static void document(Reader reader, RowSink sink) {
    try (JsonParser parser = MAPPER.createParser(reader)) {
      JsonToken first = parser.nextToken();
      if (first == JsonToken.START_ARRAY) {
        list(parser, sink);
      } else if (first == JsonToken.START_OBJECT) {
        object(parser, sink);
      }
    } catch (JacksonException e) {
      sink.bad(String.valueOf(e.getLocation().getLineNr()), broken(e));
    }
  }

  private static void list(JsonParser parser, RowSink sink) {
    JsonToken token = parser.nextToken();
    while (token != JsonToken.END_ARRAY && token != null) {
      String place = String.valueOf(parser.currentTokenLocation().getLineNr());
      row(place, parser.readValueAsTree(), sink);
      token = parser.nextToken();
    }
  }

  /** The rows lie in the first field that is a list of objects; else the object is a row itself. */
  private static void object(JsonParser parser, RowSink sink) {
    String place = String.valueOf(parser.currentTokenLocation().getLineNr());
    ObjectNode row = parser.readValueAsTree();
    for (JsonNode field : row) {
      boolean rows = field.isArray() && field.path(0).isObject();
      if (rows && Format.of(row).isEmpty()) {
        for (int i = 0; i < field.size(); i++) {
          row("#" + (i + 1), field.get(i), sink);
        }
        return;
      }
    }
    row(place, row, sink);
  }

  private static Text broken(JacksonException e) {
    String where = " " + e.getLocation().getLineNr() + ":" + e.getLocation().getColumnNr();
    String why = String.valueOf(e.getOriginalMessage());
    String shown = why.length() > 120 ? why.substring(0, 120) + "…" : why;
    return new Text(
        "不是完整的 JSON（" + shown + "）" + where, "this is no complete JSON (" + shown + ")" + where);
  }
}
