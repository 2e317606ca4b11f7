package touchstone.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import touchstone.document.Fields;
import touchstone.document.Value;
import touchstone.model.Text;
import touchstone.testing.ChatAnswer.UsageIn;
import touchstone.testing.Script.Ending;

/** A chat answer of a script file: its pieces, its pace, its shape on the wire, where it breaks. */
final class ScriptedChat {
  private static final int MOST_EVENTS = 100_000;
  private static final Map<String, UsageIn> USAGE =
      Map.of("last", UsageIn.LAST_CHUNK, "every", UsageIn.EVERY_CHUNK, "none", UsageIn.NOWHERE);
  private static final Map<String, String> LINE_ENDS =
      Map.of("lf", "\n", "crlf", "\r\n", "cr", "\r");
  private static final Map<String, Framing> FRAMINGS =
      Map.of(
          "chunked", Framing.CHUNKED,
          "chunked-odd", Framing.CHUNKED_ODD,
          "content-length", Framing.CONTENT_LENGTH,
          "close", Framing.CLOSE_DELIMITED,
          "http-1.0", Framing.HTTP_1_0);

  private ScriptedChat() {}

  static ScriptedAnswer read(Value answer) {
    Fields fields =
        answer.fields(
            "when",
            "content",
            "repeat",
            "reasoning",
            "reasoning_field",
            "first",
            "gap",
            "gaps",
            "role",
            "done",
            "finish",
            "usage",
            "tokens",
            "wire",
            "break_after",
            "ending");
    together(fields, "reasoning_field", "reasoning");
    together(fields, "ending", "break_after");
    ChatAnswer chat = ChatAnswer.of(pieces(fields)).pauses(pauses(fields));
    reasoning(fields, chat);
    shape(fields, chat);
    fields.optional("tokens").ifPresent(tokens -> tokens(tokens, chat));
    fields.optional("wire").ifPresent(wire -> chat.wire(look -> look(wire, look)));
    return new ScriptedAnswer(
        ScriptedAnswer.when(fields), streamed(fields, chat), chat.asOneLateJson());
  }

  /** Complains of a field that does nothing without another. */
  private static void together(Fields fields, String name, String other) {
    if (fields.optional(name).isPresent() && fields.optional(other).isEmpty()) {
      throw fields
          .keyOf(name)
          .problem(
              new Text(
                  "只写 " + name + " 不写 " + other + "，不起作用",
                  "'" + name + "' does nothing without '" + other + "'"),
              new Text(
                  "补上 " + other + "，或去掉 " + name + "。",
                  "Add " + other + ", or leave " + name + " out."));
    }
  }

  /** One event a character of a text, or one an item of a list. */
  private static List<String> pieces(Fields fields) {
    List<String> once = texts(fields.required("content"));
    int times =
        fields
            .optional("repeat")
            .map(repeat -> repeat.integer(1, MOST_EVENTS / Math.max(1, once.size())))
            .orElse(1);
    return Collections.nCopies(times, once).stream().flatMap(List::stream).toList();
  }

  private static List<String> texts(Value value) {
    return value.isList()
        ? value.items(Value::text)
        : value.text().codePoints().mapToObj(Character::toString).toList();
  }

  private static List<Duration> pauses(Fields fields) {
    List<Duration> pauses = new ArrayList<>();
    pauses.add(fields.optional("first").map(Durations::read).orElse(Duration.ZERO));
    fields.optional("gaps").ifPresent(gaps -> pauses.addAll(gaps.items(Durations::read)));
    fields.optional("gap").ifPresent(gap -> pauses.add(Durations.read(gap)));
    if (pauses.size() == 1) {
      pauses.add(Duration.ZERO);
    }
    return pauses;
  }

  private static void reasoning(Fields fields, ChatAnswer chat) {
    String name =
        fields
            .optional("reasoning_field")
            .map(field ->
                field.choice(
                    Map.of("reasoning_content", "reasoning_content", "reasoning", "reasoning")))
            .orElse("reasoning_content");
    fields
        .optional("reasoning")
        .ifPresent(thought -> chat.reasoning(name, texts(thought).toArray(String[]::new)));
  }

  private static void shape(Fields fields, ChatAnswer chat) {
    if (!flag(fields, "role", true)) {
      chat.withoutRole();
    }
    if (!flag(fields, "done", true)) {
      chat.withoutDone();
    }
    fields.optional("finish").ifPresent(finish -> chat.finish(finish.text()));
    fields.optional("usage").ifPresent(usage -> chat.usage(usage.choice(USAGE)));
  }

  private static boolean flag(Fields fields, String name, boolean otherwise) {
    return fields.optional(name).map(Value::bool).orElse(otherwise);
  }

  private static void tokens(Value value, ChatAnswer chat) {
    Fields tokens = value.fields("prompt", "cached", "completion");
    int most = 10_000_000;
    chat.tokens(
        tokens.optional("prompt").map(each -> each.integer(0, most)).orElse(12),
        tokens.optional("cached").map(each -> each.integer(0, most)).orElse(0),
        tokens.optional("completion").map(each -> each.integer(0, most)).orElse(-1));
  }

  private static void look(Value value, EventWire wire) {
    Fields fields =
        value.fields(
            "line_end",
            "space",
            "bom",
            "comments",
            "data_over_lines",
            "gzip",
            "events_per_write",
            "split_every",
            "split_gap",
            "framing");
    together(fields, "split_gap", "split_every");
    fields.optional("line_end").ifPresent(end -> wire.lineEnd(end.choice(LINE_ENDS)));
    fields.optional("framing").ifPresent(way -> wire.framing(way.choice(FRAMINGS)));
    fields
        .optional("events_per_write")
        .ifPresent(events -> wire.eventsPerWrite(events.integer(1, MOST_EVENTS)));
    fields
        .optional("split_every")
        .ifPresent(bytes ->
            wire.splitEvery(
                bytes.integer(1, 1 << 20),
                fields.optional("split_gap").map(Durations::read).orElse(Duration.ZERO)));
    if (!flag(fields, "space", true)) {
      wire.withoutSpace();
    }
    if (flag(fields, "bom", false)) {
      wire.bom();
    }
    if (flag(fields, "comments", false)) {
      wire.comments();
    }
    if (flag(fields, "data_over_lines", false)) {
      wire.dataOverLines();
    }
    if (flag(fields, "gzip", false)) {
      wire.gzip();
    }
  }

  /** The whole stream, or what of it comes before it breaks. */
  private static Script streamed(Fields fields, ChatAnswer chat) {
    Optional<Value> after = fields.optional("break_after");
    Ending ending =
        fields
            .optional("ending")
            .map(end -> end.choice(ScriptedAnswer.ENDINGS))
            .orElse(Ending.RESET);
    return after
        .map(events -> chat.brokenAfter(events.integer(0, chat.events().size()), ending))
        .orElseGet(chat::script);
  }
}
