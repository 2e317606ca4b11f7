package touchstone.grading;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import touchstone.model.Check;
import touchstone.model.Finding;
import touchstone.model.ToolCall;

/**
 * Decides whether the right function was called with the right arguments, or none where none is
 * due. Tells apart what the shop's system could not run: arguments that are no JSON, a function
 * that does not exist, a call written into the answer's text; and a call that was only claimed.
 */
final class ToolCallGrader {
  static final String NAME = "tool-call";

  private static final double ARGUMENT_MISSING = 0.5;
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final Note note;
  private final Answer answer;
  private final Calls calls;

  private ToolCallGrader(String about, double weight, Answer answer, Calls calls) {
    this.note = new Note(NAME, about, answer, weight);
    this.answer = answer;
    this.calls = calls;
  }

  static Finding due(Check.Call check, Answer answer, Calls calls) {
    return new ToolCallGrader(check.function(), check.weight(), answer, calls).due(check);
  }

  static Finding none(Check.NoCall check, Answer answer, Calls calls) {
    return new ToolCallGrader("", check.weight(), answer, calls).none();
  }

  private Finding due(Check.Call check) {
    Optional<ToolCall> unasked = calls.unasked();
    if (unasked.isPresent()) {
      return unasked(unasked.get());
    }
    return calls.made().stream()
        .filter(each -> each.name().equals(check.function()))
        .map(each -> arguments(check, each))
        .max(Comparator.comparingDouble(Finding::credit))
        .orElseGet(this::notCalled);
  }

  private Finding none() {
    Optional<ToolCall> unasked = calls.unasked();
    if (unasked.isPresent()) {
      return unasked(unasked.get());
    }
    if (!calls.made().isEmpty()) {
      return note.of(
          0,
          Calls.shown(calls.made().getFirst()),
          "不该调用却调用了。",
          "Calls a function where none is due.");
    }
    return inText()
        .or(this::claimed)
        .orElseGet(() -> note.of(1, "", "没有乱调用。", "No call, as is right."));
  }

  private Finding unasked(ToolCall call) {
    return note.veto(
        Calls.shown(call),
        "没人要求就调用了会改动数据的函数。",
        "Calls a function that changes something and was not asked for.");
  }

  /** Nothing of that name was called: what was done instead. */
  private Finding notCalled() {
    Optional<ToolCall> first = calls.made().stream().findFirst();
    if (first.isPresent()) {
      boolean known = calls.tool(first.get().name()).isPresent();
      return note.of(
          0,
          Calls.shown(first.get()),
          known ? "叫错了函数。" : "调用了不存在的函数“" + first.get().name() + "”。",
          known
              ? "Calls another function."
              : "Calls '" + first.get().name() + "', which does not exist.");
    }
    return inText()
        .or(this::claimed)
        .orElseGet(() -> note.of(0, "", "该调用函数却没有调用。", "Does not call the function."));
  }

  private Optional<Finding> inText() {
    String text = answer.shown();
    return calls.offered().stream()
        .map(each -> written(each.name()).matcher(text))
        .filter(Matcher::find)
        .findFirst()
        .map(call ->
            note.of(
                0,
                Answer.shortened(text.substring(call.start())),
                "把调用写在了文字里，系统执行不了。",
                "Writes the call into its text, where nothing runs it."));
  }

  /** A function's name as code has it: {@code refund} alone may be a word of the answer. */
  private static Pattern written(String name) {
    String quoted = Pattern.quote(name);
    return Pattern.compile(
        name.contains("_")
            ? quoted
            : "(?<![A-Za-z0-9_])" + quoted + "\\(|[\"'=]" + quoted + "[\"'>]");
  }

  private Optional<Finding> claimed() {
    return InventionGrader.claim(answer)
        .map(words -> note.veto(words, "没有调用就说办好了、查到了。", "Claims what no call has done."));
  }

  private Finding arguments(Check.Call check, ToolCall call) {
    JsonNode given;
    try {
      given = JSON.readTree(call.arguments().isBlank() ? "{}" : call.arguments());
    } catch (JacksonException _) {
      return broken(call);
    }
    if (!given.isObject()) {
      return broken(call);
    }
    List<String> wrong = named(check, given, Argument.WRONG);
    if (!wrong.isEmpty()) {
      String names = String.join(", ", wrong);
      return note.veto(Calls.shown(call), "参数值不对：" + names + "。", "Wrong value of " + names + ".");
    }
    List<String> missing = named(check, given, Argument.MISSING);
    if (!missing.isEmpty()) {
      String names = String.join(", ", missing);
      return note.of(
          ARGUMENT_MISSING, Calls.shown(call), "缺少参数：" + names + "。", "Lacks " + names + ".");
    }
    return note.of(1, Calls.shown(call), "函数和参数都对。", "Right function, right arguments.");
  }

  private Finding broken(ToolCall call) {
    return note.of(0, Calls.shown(call), "参数不是合法的 JSON 对象。", "The arguments are no JSON object.");
  }

  private static List<String> named(Check.Call check, JsonNode given, Argument state) {
    return check.arguments().stream()
        .filter(each -> Argument.of(each, given.path(each.name())) == state)
        .map(Check.Argument::name)
        .toList();
  }

  /** How an argument stands. */
  private enum Argument {
    RIGHT,
    WRONG,
    MISSING;

    static Argument of(Check.Argument wanted, JsonNode given) {
      String said = Argument.text(given);
      if (said.isBlank()) {
        return MISSING;
      }
      boolean right =
          wanted.accepted().isEmpty()
              || wanted.accepted().stream().anyMatch(each -> Spelling.same(each, said));
      return right && Spelling.holds(wanted.words(), said) ? RIGHT : WRONG;
    }

    /** A value as words; the items of a list one after the other. */
    private static String text(JsonNode given) {
      if (given.isArray()) {
        return given.valueStream().map(Argument::text).collect(Collectors.joining(" "));
      }
      return given.isNull() || given.isMissingNode() || given.isObject()
          ? ""
          : given.asString("").strip();
    }
  }
}
