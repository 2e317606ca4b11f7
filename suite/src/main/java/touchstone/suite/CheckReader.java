package touchstone.suite;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import touchstone.document.Fields;
import touchstone.document.Value;
import touchstone.model.Check;
import touchstone.model.Text;

/**
 * Reads one check: a bare word ({@code no-refusal}) or a mapping whose one kind key carries the
 * main argument ({@code key: 支持七天退货}) and whose other keys stand beside it.
 */
final class CheckReader {
  private static final double LEAST_WEIGHT = 0.01;
  private static final double GREATEST_WEIGHT = 100;

  private CheckReader() {}

  static List<Check> list(Value value) {
    return value.items(CheckReader::read);
  }

  static Check read(Value value) {
    CheckKind kind = kind(value);
    return switch (kind) {
      case KEY -> keyPoint(value);
      case RECALL -> recall(value);
      case SCRIPT -> script(value);
      case DIRECTNESS -> directness(value);
      case NO_INVENTION -> noInvention(value);
      case NO_LEAK -> noLeak(value);
      case EMPATHY -> empathy(value);
      case CHAT_STYLE -> chatStyle(value);
      case ASSERT -> AssertionReader.check(value);
      case CALL -> call(value);
      case NO_CALL -> new Check.NoCall(onlyWeight(value, kind));
      case NO_REPETITION -> new Check.NoRepetition(onlyWeight(value, kind));
      case NO_REFUSAL -> new Check.NoRefusal(onlyWeight(value, kind));
      case DECLINES -> new Check.Declines(onlyWeight(value, kind));
      case CLARIFIES -> new Check.Clarifies(onlyWeight(value, kind));
    };
  }

  private static CheckKind kind(Value value) {
    if (!value.isMapping()) {
      return value.choice(CheckKind.byId());
    }
    Set<String> kinds = new LinkedHashSet<>(value.entries().keySet());
    kinds.retainAll(CheckKind.byId().keySet());
    if (kinds.size() > 1) {
      throw value.problem(
          new Text(
              "一个检查里写了两种：" + String.join("、", kinds),
              "one check names two kinds: " + String.join(", ", kinds)),
          new Text("请拆成两项，每项前加“- ”。", "Make two items of it, each after '- '."));
    }
    return kinds.stream().findFirst().map(CheckKind.byId()::get).orElseThrow(() -> noKind(value));
  }

  private static RuntimeException noKind(Value value) {
    String first = value.entries().keySet().stream().findFirst().orElse("");
    return value.unknown(first, CheckKind.byId().keySet());
  }

  private static Check keyPoint(Value value) {
    Fields fields = value.fields("key", "topic", "slots", "denied", "forbidden", "weight");
    String statement = fields.required("key").name();
    List<List<String>> topic = fields.optional("topic").map(CheckReader::groups).orElse(List.of());
    List<String> slots = fields.optional("slots").map(CheckReader::words).orElse(List.of());
    if (topic.isEmpty() && slots.isEmpty()) {
      throw value.problem(
          new Text(
              "要点“" + statement + "”没有可查的内容",
              "key point '" + statement + "' has nothing to look for"),
          new Text(
              "请写 topic（话题词）或 slots（数字、金额、日期等）。",
              "Add topic (words) or slots (numbers, money, dates…)."));
    }
    return new Check.KeyPoint(
        statement, topic, slots, flag(fields, "denied"), flag(fields, "forbidden"), weight(fields));
  }

  private static Check recall(Value value) {
    Fields fields = value.fields("recall", "expected", "stale", "distance", "weight");
    return new Check.Recall(
        fields.required("recall").name(),
        words(fields.required("expected")),
        fields.optional("stale").map(CheckReader::words).orElse(List.of()),
        fields.required("distance").integer(1, CaseReader.MOST_TURNS - 1),
        weight(fields));
  }

  private static Check script(Value value) {
    Fields fields = value.fields("script", "weight");
    Value script = fields.required("script");
    return new Check.Script(script.choice(same("zh-Hans", "zh-Hant", "en")), weight(fields));
  }

  private static Check directness(Value value) {
    Fields fields = value.fields("directness", "sentences", "weight");
    int sentences = fields.optional("sentences").map(each -> each.integer(1, 20)).orElse(2);
    return new Check.Directness(groups(fields.required("directness")), sentences, weight(fields));
  }

  private static Check noInvention(Value value) {
    if (!value.isMapping()) {
      return new Check.NoInvention(List.of(), 1);
    }
    Fields fields = value.fields("no-invention", "weight");
    List<String> known =
        fields
            .optional("no-invention")
            .map(each -> each.itemOrItems().stream().map(Value::name).toList())
            .orElse(List.of());
    return new Check.NoInvention(known, weight(fields));
  }

  private static Check noLeak(Value value) {
    Fields fields = value.fields("no-leak", "weight");
    return new Check.NoLeak(words(fields.required("no-leak")), weight(fields));
  }

  private static Check empathy(Value value) {
    Fields fields = value.fields("empathy", "weight");
    return new Check.Empathy(words(fields.required("empathy")), weight(fields));
  }

  private static Check chatStyle(Value value) {
    Fields fields = value.fields("chat-style", "weight");
    return new Check.ChatStyle(fields.required("chat-style").integer(1, 20_000), weight(fields));
  }

  private static Check call(Value value) {
    Fields fields = value.fields("call", "with", "weight");
    List<Check.Argument> arguments =
        fields.optional("with").map(Value::entries).orElse(Map.of()).entrySet().stream()
            .map(each -> argument(each.getKey(), each.getValue()))
            .toList();
    return new Check.Call(fields.required("call").name(), arguments, weight(fields));
  }

  /** A value, several of which any will do, or {@code {has: words}} for free text. */
  private static Check.Argument argument(String name, Value value) {
    return value.isMapping()
        ? new Check.Argument(name, List.of(), groups(value.fields("has").required("has")))
        : new Check.Argument(name, words(value), List.of());
  }

  /** A kind without argument carries its weight: {@code no-refusal: 0.5}. */
  private static double onlyWeight(Value value, CheckKind kind) {
    return value.isMapping()
        ? value.fields(kind.id()).optional(kind.id()).map(CheckReader::weight).orElse(1.0)
        : 1;
  }

  static double weight(Fields fields) {
    return fields.optional("weight").map(CheckReader::weight).orElse(1.0);
  }

  private static double weight(Value value) {
    return value.number(LEAST_WEIGHT, GREATEST_WEIGHT);
  }

  private static boolean flag(Fields fields, String name) {
    return fields.optional(name).map(Value::bool).orElse(false);
  }

  /** One word or a list of words, at least one. */
  static List<String> words(Value value) {
    List<String> words = value.itemOrItems().stream().map(Value::name).toList();
    if (words.isEmpty()) {
      throw value.wrong(new Text("至少一个词", "at least one word"));
    }
    return words;
  }

  /** Groups of words; a word without a list around it is a group of its own. */
  private static List<List<String>> groups(Value value) {
    List<List<String>> groups = value.itemOrItems().stream().map(CheckReader::words).toList();
    if (groups.isEmpty()) {
      throw value.wrong(new Text("至少一组话题词", "at least one group of words"));
    }
    return groups;
  }

  private static Map<String, String> same(String... words) {
    return Arrays.stream(words)
        .collect(Collectors.toMap(word -> word, word -> word, (a, _) -> a, TreeMap::new));
  }
}
