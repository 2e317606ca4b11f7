package touchstone.suite;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;
import touchstone.document.Fields;
import touchstone.document.Value;
import touchstone.model.Assertion;
import touchstone.model.Assertion.Comparison;
import touchstone.model.Assertion.JsonForm;
import touchstone.model.Assertion.Terms;
import touchstone.model.Check;
import touchstone.model.Text;

/** Reads {@code assert: [{type: contains, value: 七天}, …]}, worded as promptfoo words it. */
final class AssertionReader {
  private static final String NOT = "not-";
  private static final String SET = "assert-set";
  private static final double GREATEST = 1_000_000;
  private static final int DEEPEST = 5;
  private static final double EDITS = 5;
  private static final Map<String, Function<Value, Assertion>> KINDS = kinds();

  private AssertionReader() {}

  static Check check(Value value) {
    Fields fields = value.fields("assert", "threshold", "weight");
    return new Check.Assertions(
        list(fields.required("assert"), 0), threshold(fields), CheckReader.weight(fields));
  }

  private static List<Assertion> list(Value value, int depth) {
    List<Assertion> all = value.items(each -> read(each, depth));
    if (all.isEmpty() || depth > DEEPEST) {
      throw value.wrong(
          new Text(
              "至少一条断言，嵌套不超过 " + DEEPEST + " 层",
              "at least one assertion, nested at most " + DEEPEST + " deep"));
    }
    return all;
  }

  private static Assertion read(Value value, int depth) {
    Value named =
        Optional.ofNullable(value.entries().get("type"))
            .orElseThrow(() -> value.wrong(new Text("写了 type 的断言", "an assertion with a 'type'")));
    String type = named.text();
    if (type.equals(SET)) {
      Fields fields = value.fields("type", "assert", "threshold", "metric", "weight");
      return new Assertion.Group(
          list(fields.required("assert"), depth + 1), threshold(fields), terms(fields, false));
    }
    String plain = type.startsWith(NOT) ? type.substring(NOT.length()) : type;
    Function<Value, Assertion> reader = KINDS.get(plain);
    if (reader == null) {
      throw named.unknown(type, KINDS.keySet());
    }
    return reader.apply(value);
  }

  private static Map<String, Function<Value, Assertion>> kinds() {
    Map<String, Function<Value, Assertion>> kinds = new LinkedHashMap<>();
    for (Comparison each : Comparison.values()) {
      kinds.put(each.id(), value -> wording(each, value));
    }
    kinds.put(JsonForm.EQUALS.id(), AssertionReader::equal);
    kinds.put(JsonForm.WHOLE.id(), value -> json(JsonForm.WHOLE, value));
    kinds.put(JsonForm.WITHIN.id(), value -> json(JsonForm.WITHIN, value));
    kinds.put("levenshtein", AssertionReader::distance);
    kinds.put("word-count", AssertionReader::words);
    kinds.put("choice", AssertionReader::choice);
    return kinds;
  }

  private static Assertion equal(Value value) {
    boolean json = value.entries().containsKey("json");
    return json ? json(JsonForm.EQUALS, value) : wording(Comparison.EQUALS, value);
  }

  private static Assertion wording(Comparison comparison, Value value) {
    Fields fields = value.fields("type", "value", "metric", "weight");
    Value given = fields.required("value");
    List<String> values = comparison.several() ? CheckReader.words(given) : List.of(given.text());
    return new Assertion.Wording(comparison, values, terms(fields));
  }

  /** The value or schema stands under {@code json}, as JSON text in quotes. */
  private static Assertion json(JsonForm form, Value value) {
    Fields fields = value.fields("type", "json", "metric", "weight");
    return new Assertion.Json(form, fields.optional("json").map(Value::name), terms(fields));
  }

  private static Assertion distance(Value value) {
    Fields fields = value.fields("type", "value", "threshold", "metric", "weight");
    double most = fields.optional("threshold").map(each -> each.number(0, GREATEST)).orElse(EDITS);
    return new Assertion.Distance(fields.required("value").text(), most, terms(fields));
  }

  private static Assertion words(Value value) {
    Fields fields = value.fields("type", "min", "max", "metric", "weight");
    if (fields.optional("min").isEmpty() && fields.optional("max").isEmpty()) {
      throw value.wrong(new Text("min 或 max", "'min' or 'max'"));
    }
    return new Assertion.WordCount(whole(fields, "min"), whole(fields, "max"), terms(fields));
  }

  private static OptionalInt whole(Fields fields, String name) {
    Optional<Value> value = fields.optional(name);
    return value.isPresent()
        ? OptionalInt.of(value.get().integer(0, Integer.MAX_VALUE))
        : OptionalInt.empty();
  }

  private static Assertion choice(Value value) {
    Fields fields = value.fields("type", "value", "options", "metric", "weight");
    List<String> options = fields.required("options").items(Value::text);
    Map<String, String> letters = new LinkedHashMap<>();
    for (int i = 0; i < Math.min(options.size(), 26); i++) {
      String letter = String.valueOf((char) ('A' + i));
      letters.put(letter, letter);
    }
    if (options.size() < 2 || options.size() > 26) {
      throw fields.required("options").wrong(new Text("2–26 个选项", "2 to 26 options"));
    }
    return new Assertion.Choice(fields.required("value").choice(letters), options, terms(fields));
  }

  private static Terms terms(Fields fields) {
    return terms(fields, fields.required("type").text().startsWith(NOT));
  }

  private static Terms terms(Fields fields, boolean negated) {
    return new Terms(
        negated,
        fields.optional("metric").map(Value::text).orElse(""),
        fields.optional("weight").map(each -> each.number(0, GREATEST)).orElse(1.0));
  }

  private static OptionalDouble threshold(Fields fields) {
    Optional<Value> value = fields.optional("threshold");
    return value.isPresent() ? OptionalDouble.of(value.get().number(0, 1)) : OptionalDouble.empty();
  }
}
