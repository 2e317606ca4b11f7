package touchstone.testing;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import touchstone.document.Fields;
import touchstone.document.Value;
import touchstone.model.Text;
import touchstone.testing.Script.Ending;

/**
 * One answer of a script file: a chat answer ({@code content}), an error ({@code status}), bytes
 * ({@code raw}) or nothing at all ({@code silent}).
 *
 * @param when given only where this stands in the request's newest message; empty for the others
 * @param streamed for requests that ask for a stream
 * @param whole for those that do not
 */
public record ScriptedAnswer(Optional<String> when, Script streamed, Script whole) {
  static final Map<String, Ending> ENDINGS =
      Map.of(
          "keep", Ending.KEEP,
          "close", Ending.CLOSE,
          "reset", Ending.RESET,
          "hang", Ending.HANG);

  private static final Pattern STREAM = Pattern.compile("\"stream\"\\s*:\\s*true");

  static ScriptedAnswer read(Value answer) {
    Map<String, Value> entries = answer.entries();
    return entries.containsKey("content")
        ? ScriptedChat.read(answer)
        : entries.containsKey("status")
            ? error(answer)
            : entries.containsKey("raw")
                ? raw(answer)
                : entries.containsKey("silent") ? silent(answer) : unknown(answer);
  }

  /** What a request gets. */
  Script script(FakeRequest request) {
    return STREAM.matcher(request.body()).find() ? streamed : whole;
  }

  static Optional<String> when(Fields fields) {
    return fields.optional("when").map(Value::name);
  }

  private static ScriptedAnswer error(Value answer) {
    Fields fields = answer.fields("when", "status", "code", "message", "retry_after", "first");
    int status = fields.required("status").integer(400, 599);
    String body =
        Script.errorBody(
            fields.optional("code").map(Value::text).orElse("scripted"),
            fields.optional("message").map(Value::text).orElse("scripted error " + status));
    Script script =
        Script.json(
                status,
                body,
                fields
                    .optional("retry_after")
                    .map(after -> Map.of("Retry-After", after.text()))
                    .orElse(Map.of()))
            .after(fields.optional("first").map(Durations::read).orElse(Duration.ZERO));
    return new ScriptedAnswer(when(fields), script, script);
  }

  private static ScriptedAnswer raw(Value answer) {
    Fields fields = answer.fields("when", "raw", "ending", "first");
    Ending ending = fields.optional("ending").map(end -> end.choice(ENDINGS)).orElse(Ending.CLOSE);
    Script script =
        Script.raw(fields.required("raw").text(), ending)
            .after(fields.optional("first").map(Durations::read).orElse(Duration.ZERO));
    return new ScriptedAnswer(when(fields), script, script);
  }

  private static ScriptedAnswer silent(Value answer) {
    Fields fields = answer.fields("when", "silent");
    if (!fields.required("silent").bool()) {
      throw fields.required("silent").wrong(Text.same("true"));
    }
    return new ScriptedAnswer(when(fields), Script.silence(), Script.silence());
  }

  private static ScriptedAnswer unknown(Value answer) {
    throw answer.problem(
        new Text(
            "看不出这条回答是什么：应有 content、status、raw、silent 中的一项",
            "no telling what this answer is: expected one of content, status, raw, silent"),
        new Text("例如写 content: 您好。", "E.g. content: Hello."));
  }
}
