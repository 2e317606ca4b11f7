package touchstone.load;

import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import touchstone.model.Outcome;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;
import touchstone.model.Usage;

/**
 * A trace as one JSON line a request. {@code events} holds {@code [arrival_ns, uncertainty_ns,
 * bytes, data?]}; {@code kinds} beside it says what each was.
 */
public final class TraceLines {
  private static final JsonMapper JSON = JsonMapper.shared();

  private TraceLines() {}

  /** One request as a line without its end. */
  public static String write(RequestTrace trace) {
    ObjectNode line = JSON.createObjectNode();
    line.put("engine", trace.engine());
    LevelJson.put(line.putObject("level"), trace.level());
    line.put("number", trace.number()).put("warm_up", trace.warmUp());
    MarkJson.put(line, trace.mark());
    line.put("scheduled_ns", trace.scheduledNanos());
    trace.sentNanos().ifPresent(nanos -> line.put("sent_ns", nanos));
    line.put("connect_ns", trace.connectNanos());
    trace.headNanos().ifPresent(nanos -> line.put("headers_ns", nanos));
    line.put("end_ns", trace.endNanos());
    ArrayNode events = line.putArray("events");
    ArrayNode kinds = line.putArray("kinds");
    for (TracedEvent each : trace.events()) {
      ArrayNode event = events.addArray();
      event.add(each.arrivalNanos()).add(each.uncertaintyNanos()).add(each.bytes());
      each.data().ifPresent(event::add);
      kinds.add(TracedEvents.word(each));
    }
    line.put("outcome", trace.outcome().name()).put("detail", trace.detail());
    line.put("finish_reason", trace.finishReason());
    line.putObject("usage")
        .put("prompt_tokens", trace.usage().promptTokens())
        .put("completion_tokens", trace.usage().completionTokens())
        .put("cached_tokens", trace.usage().cachedTokens())
        .put("source", trace.usage().source().name().toLowerCase(Locale.ROOT));
    line.put("answer", trace.answer()).put("reasoning", trace.reasoning());
    return JSON.writeValueAsString(line);
  }

  /**
   * Reads a line again.
   *
   * @param number of the line, from 1, for complaints
   * @throws ProblemException if it is no line of a trace
   */
  public static RequestTrace read(String text, int number) {
    return read(() -> JSON.createParser(text), true, number);
  }

  /**
   * Reads a line in UTF-8 without its words, which no figure needs.
   *
   * @param number of the line, from 1, for complaints
   * @throws ProblemException if it is no line of a trace
   */
  static RequestTrace figuresOnly(byte[] bytes, int from, int length, int number) {
    return read(() -> JSON.createParser(bytes, from, length), false, number);
  }

  private static RequestTrace read(Supplier<JsonParser> opened, boolean words, int number) {
    try (JsonParser parser = opened.get()) {
      return parsed(parser, words);
    } catch (JacksonException | IllegalArgumentException wrong) {
      throw new ProblemException(
          new Problem(
              new Text(
                  "轨迹第 " + number + " 行读不懂：应为一个请求的 JSON（有 scheduled_ns、events、outcome），一行一个",
                  "line "
                      + number
                      + " of the trace is not the JSON of one request (scheduled_ns,"
                      + " events, outcome) and nothing else"),
              new Text(
                  "给 --from-trace 的应是 --trace 写出的文件。",
                  "--from-trace takes a file that --trace wrote.")),
          wrong);
    }
  }

  /** Events and their kinds, nearly all of a line, are read without a tree. */
  private static RequestTrace parsed(JsonParser parser, boolean words) {
    ObjectNode line = JSON.createObjectNode();
    TracedEvents events = new TracedEvents(words);
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new IllegalArgumentException("no object");
    }
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      parser.nextToken();
      switch (name) {
        case "events" -> events.readStamps(parser);
        case "kinds" -> events.readKinds(parser);
        case "answer", "reasoning" -> {
          if (words) {
            line.set(name, parser.readValueAsTree());
          } else {
            parser.skipChildren();
          }
        }
        default -> line.set(name, parser.readValueAsTree());
      }
    }
    if (parser.currentToken() != JsonToken.END_OBJECT) {
      throw new IllegalArgumentException("cut off");
    }
    if (parser.nextToken() != null) {
      throw new IllegalArgumentException("something after the object");
    }
    return read(line, events.all());
  }

  private static RequestTrace read(JsonNode line, List<TracedEvent> events) {
    JsonNode usage = line.required("usage");
    return new RequestTrace(
        line.required("engine").asString(),
        LevelJson.read(line.required("level")),
        line.required("number").asInt(),
        line.required("warm_up").asBoolean(),
        line.required("scheduled_ns").asLong(),
        optional(line, "sent_ns"),
        line.required("connect_ns").asLong(),
        optional(line, "headers_ns"),
        line.required("end_ns").asLong(),
        events,
        Outcome.valueOf(line.required("outcome").asString()),
        line.path("detail").asString(""),
        line.path("finish_reason").asString(""),
        new Usage(
            usage.path("prompt_tokens").asInt(0),
            usage.path("completion_tokens").asInt(0),
            usage.path("cached_tokens").asInt(0),
            Usage.Source.valueOf(usage.required("source").asString().toUpperCase(Locale.ROOT))),
        line.path("answer").asString(""),
        line.path("reasoning").asString(""),
        MarkJson.read(line));
  }

  private static OptionalLong optional(JsonNode line, String key) {
    return line.has(key) ? OptionalLong.of(line.get(key).asLong()) : OptionalLong.empty();
  }
}
