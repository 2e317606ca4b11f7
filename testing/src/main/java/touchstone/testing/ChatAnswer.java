package touchstone.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import touchstone.testing.Script.Ending;

/**
 * A chat answer under construction: which events in which JSON, and how they go over the wire. One
 * event a given piece of text. The defaults are what a well-behaved server does: a role chunk, the
 * content, a finish reason, usage in a last chunk, {@code [DONE]}, chunked. Not thread-safe.
 */
public final class ChatAnswer {
  /** Where the server tells the token counts. */
  public enum UsageIn {
    LAST_CHUNK,
    EVERY_CHUNK,
    NOWHERE
  }

  private final List<String> content;
  private final List<String> deltas = new ArrayList<>();
  private final List<String> after = new ArrayList<>();
  private boolean role = true;
  private boolean done = true;
  private String finish = "stop";
  private UsageIn usage = UsageIn.LAST_CHUNK;
  private int promptTokens = 12;
  private int cachedTokens;
  private int completionTokens = -1;
  private List<Duration> pauses = List.of(Duration.ZERO);
  private final EventWire wire = new EventWire();

  private ChatAnswer(List<String> content) {
    this.content = content;
  }

  /** An answer of these pieces, one event each. */
  public static ChatAnswer of(String... pieces) {
    return of(List.of(pieces));
  }

  /** An answer of these pieces, one event each. */
  public static ChatAnswer of(List<String> pieces) {
    return new ChatAnswer(List.copyOf(pieces));
  }

  /** An answer of one event a character, as a tokenizer for Chinese would often give. */
  public static ChatAnswer characters(String text) {
    return of(text.codePoints().mapToObj(Character::toString).toList());
  }

  /** Reasoning before the content, in {@code reasoning_content} or {@code reasoning}. */
  public ChatAnswer reasoning(String field, String... pieces) {
    for (String piece : pieces) {
      deltas.add(choice("{\"%s\":%s}".formatted(field, JsonText.quote(piece)), "null"));
    }
    return this;
  }

  public ChatAnswer withoutRole() {
    role = false;
    return this;
  }

  public ChatAnswer withoutDone() {
    done = false;
    return this;
  }

  /** The finish reason; empty for a stream that never gives one. */
  public ChatAnswer finish(String reason) {
    finish = reason;
    return this;
  }

  public ChatAnswer usage(UsageIn where) {
    usage = where;
    return this;
  }

  /** Token counts, instead of 12 prompt tokens and one completion token an event. */
  public ChatAnswer tokens(int prompt, int cached, int completion) {
    promptTokens = prompt;
    cachedTokens = cached;
    completionTokens = completion;
    return this;
  }

  /** Raw data of a further event after the content, before the finish reason. */
  public ChatAnswer thenEvent(String data) {
    after.add(data);
    return this;
  }

  /** When the first event goes out, after the head; and the pause before each later one. */
  public ChatAnswer pace(Duration firstAfter, Duration between) {
    return pauses(List.of(firstAfter, between));
  }

  /** The pause before each write, the first one after the head; the last one again and again. */
  public ChatAnswer pauses(List<Duration> before) {
    pauses = List.copyOf(before);
    return this;
  }

  /** How the events look on the wire. */
  public ChatAnswer wire(Consumer<EventWire> change) {
    change.accept(wire);
    return this;
  }

  /** Everything, written out. */
  public Script script() {
    return wire.script(events(), pauses, null);
  }

  /** Only the first events, then an ending in the middle of the stream. */
  public Script brokenAfter(int events, Ending ending) {
    return wire.script(events().subList(0, events), pauses, ending);
  }

  /** One JSON object instead of a stream, as servers do that ignore {@code stream}. */
  public Script asOneJson() {
    String message =
        "{\"role\":\"assistant\",\"content\":%s}"
            .formatted(JsonText.quote(String.join("", content)));
    return Script.json(
        200,
        "{\"object\":\"chat.completion\",\"choices\":[{\"index\":0,\"message\":%s,\"finish_reason\":\"%s\"}],\"usage\":%s}"
            .formatted(message, finish, usageJson(content.size())));
  }

  /** The same after all the pauses, as a server takes that writes everything before it sends. */
  Script asOneLateJson() {
    Duration late = Duration.ZERO;
    for (int i = 0; i < events().size(); i++) {
      late = late.plus(pauses.get(Math.min(i, pauses.size() - 1)));
    }
    return asOneJson().after(late);
  }

  /** The data of every event, {@code [DONE]} included. */
  public List<String> events() {
    List<String> events = new ArrayList<>();
    if (role) {
      events.add(choice("{\"role\":\"assistant\",\"content\":\"\"}", "null"));
    }
    events.addAll(deltas);
    content.forEach(
        piece -> events.add(choice("{\"content\":%s}".formatted(JsonText.quote(piece)), "null")));
    events.addAll(after);
    if (!finish.isEmpty()) {
      events.add(choice("{}", "\"" + finish + "\""));
    }
    addUsage(events);
    if (done) {
      events.add("[DONE]");
    }
    return events;
  }

  private void addUsage(List<String> events) {
    if (usage == UsageIn.LAST_CHUNK) {
      events.add(chunk("[]", ",\"usage\":" + usageJson(content.size() + deltas.size())));
    } else if (usage == UsageIn.EVERY_CHUNK) {
      for (int i = 0; i < events.size(); i++) {
        String event = events.get(i);
        events.set(i, event.substring(0, event.length() - 1) + ",\"usage\":" + usageJson(i) + "}");
      }
    }
  }

  private String usageJson(int counted) {
    int completion = completionTokens < 0 ? counted : completionTokens;
    return "{\"prompt_tokens\":%d,\"completion_tokens\":%d,\"total_tokens\":%d,\"prompt_tokens_details\":{\"cached_tokens\":%d}}"
        .formatted(promptTokens, completion, promptTokens + completion, cachedTokens);
  }

  private static String choice(String delta, String finishReason) {
    return chunk(
        "[{\"index\":0,\"delta\":%s,\"finish_reason\":%s}]".formatted(delta, finishReason), "");
  }

  private static String chunk(String choices, String more) {
    return "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"model\":\"fake\",\"choices\":"
        + choices
        + more
        + "}";
  }
}
