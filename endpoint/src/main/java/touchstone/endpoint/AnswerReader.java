package touchstone.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import touchstone.model.Usage;

/** Understands the body of a chat answer, streamed or not. Used once, by one thread. */
final class AnswerReader {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final StringBuilder content = new StringBuilder();
  private final StringBuilder reasoning = new StringBuilder();
  private final List<Integer> contentEnds = new ArrayList<>();
  private final List<Long> contentStamps = new ArrayList<>();
  private final List<Long> arrivals = new ArrayList<>();
  private final List<WireEvent> events = new ArrayList<>();
  private final List<Integer> contentEvents = new ArrayList<>();
  private final CallParts calls = new CallParts();
  private WireEvent.Kind kind = WireEvent.Kind.OTHER;
  private boolean finishing;
  private int tokensSoFar;
  private String finishReason = "";
  private boolean done;
  private long endNanos;
  private Optional<Usage> usage = Optional.empty();
  private Optional<Answer.ServerError> error = Optional.empty();

  private AnswerReader() {}

  /** Reads a body, whatever part of it arrived. */
  static Answer read(Capture body) {
    AnswerReader reader = new AnswerReader();
    boolean streamed = !startsLikeJson(body);
    if (streamed) {
      EventStream.parse(body).forEach(reader::event);
    } else {
      reader.event(
          new StreamEvent(
              "message",
              new String(body.bytes(), 0, body.length(), UTF_8),
              body.stampOf(body.length() - 1),
              0,
              body.length()));
    }
    return reader.answer(streamed);
  }

  private static boolean startsLikeJson(Capture body) {
    for (int i = 0; i < body.length(); i++) {
      byte b = body.bytes()[i];
      if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        return b == '{' || b == '[';
      }
    }
    return false;
  }

  private void event(StreamEvent event) {
    String data = event.data().strip();
    kind = WireEvent.Kind.OTHER;
    finishing = false;
    tokensSoFar = 0;
    if (data.equals("[DONE]")) {
      done = true;
      kind = WireEvent.Kind.DONE;
    } else if (!data.isEmpty()) {
      object(data, event.arrivalNanos());
    }
    events.add(
        new WireEvent(
            event.arrivalNanos(),
            event.uncertaintyNanos(),
            event.bytes(),
            kind,
            finishing,
            tokensSoFar,
            event.data()));
  }

  private void object(String json, long stamp) {
    JsonNode node;
    try {
      node = JSON.readTree(json);
    } catch (JacksonException malformed) {
      fault("malformed", "an event that is no JSON: " + shorten(json));
      return;
    }
    JsonNode failure = node.path("error");
    if (!failure.isMissingNode() && !failure.isNull()) {
      error = error.or(() -> Optional.of(ErrorBody.of(failure, node)));
    }
    node.path("choices").forEach(choice -> choice(choice, stamp));
    count(node.path("usage"));
  }

  private void choice(JsonNode choice, long stamp) {
    if (choice.path("index").asInt(0) != 0) {
      return;
    }
    JsonNode part = choice.has("delta") ? choice.path("delta") : choice.path("message");
    String thought = text(part.path("reasoning_content"));
    thought = thought.isEmpty() ? text(part.path("reasoning")) : thought;
    String words = text(part.path("content"));
    JsonNode called = part.path("tool_calls");
    calls.add(called);
    kind = WireEvent.Kind.of(!words.isEmpty(), !thought.isEmpty(), !called.isEmpty());
    if (!words.isEmpty()) {
      content.append(words);
      contentEnds.add(content.length());
      contentStamps.add(stamp);
      contentEvents.add(events.size());
    }
    reasoning.append(thought);
    if (!words.isEmpty() || !thought.isEmpty()) {
      arrivals.add(stamp);
      endNanos = stamp;
    }
    String finish = text(choice.path("finish_reason"));
    if (!finish.isEmpty()) {
      finishReason = finish;
      finishing = true;
      endNanos = stamp;
    }
  }

  /** A string, or the text parts of a list of parts. */
  private static String text(JsonNode node) {
    if (node.isString()) {
      return node.stringValue();
    }
    StringBuilder parts = new StringBuilder();
    if (node.isArray()) {
      node.forEach(part -> parts.append(text(part.path("text"))));
    }
    return parts.toString();
  }

  private void count(JsonNode node) {
    if (node.path("completion_tokens").isNumber()) {
      tokensSoFar = node.path("completion_tokens").asInt(0);
      kind = kind == WireEvent.Kind.OTHER ? WireEvent.Kind.USAGE : kind;
      usage =
          Optional.of(
              new Usage(
                  node.path("prompt_tokens").asInt(0),
                  node.path("completion_tokens").asInt(0),
                  cached(node),
                  Usage.Source.SERVER));
    }
  }

  private static int cached(JsonNode node) {
    JsonNode details = node.path("prompt_tokens_details").path("cached_tokens");
    return details.isNumber() ? details.asInt(0) : node.path("prompt_cache_hit_tokens").asInt(0);
  }

  private void fault(String code, String message) {
    error = error.or(() -> Optional.of(new Answer.ServerError(code, message)));
  }

  private static String shorten(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }

  private Answer answer(boolean streamed) {
    Thinking thinking = Thinking.split(content.toString());
    return new Answer(
        thinking.answer(),
        reasoning + thinking.reasoning(),
        finishReason,
        done || !finishReason.isEmpty(),
        streamed,
        calls.calls(),
        usage.filter(counts -> counts.completionTokens() > 0 || arrivals.isEmpty()),
        error,
        firstContent(thinking),
        arrivals,
        endNanos,
        judged(thinking));
  }

  /** The events, with content before the answer proper told apart as reasoning. */
  private List<WireEvent> judged(Thinking thinking) {
    for (int i = 0; i < contentEnds.size(); i++) {
      if (contentEnds.get(i) <= thinking.answerStart()) {
        events.set(contentEvents.get(i), events.get(contentEvents.get(i)).asReasoning());
      }
    }
    return events;
  }

  private OptionalLong firstContent(Thinking thinking) {
    for (int i = 0; i < contentEnds.size(); i++) {
      if (contentEnds.get(i) > thinking.answerStart()) {
        return OptionalLong.of(contentStamps.get(i));
      }
    }
    return OptionalLong.empty();
  }
}
