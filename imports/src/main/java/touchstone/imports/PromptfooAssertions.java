package touchstone.imports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import touchstone.document.Words;
import touchstone.model.Assertion;
import touchstone.model.Assertion.Comparison;
import touchstone.model.Assertion.JsonForm;
import touchstone.model.Assertion.Terms;
import touchstone.model.Text;

/**
 * Makes assertions of promptfoo's; those that need code, a model, a price or a clock are told apart
 * by their types and never pass. One test a reader; not thread-safe.
 */
final class PromptfooAssertions {
  private static final String NOT = "not-";
  private static final int DEEPEST = 3;
  private static final double EDITS = 5;
  private static final Map<String, Comparison> WORDINGS = wordings();

  /** Types that promptfoo runs and that cannot run here. */
  private static final Set<String> ELSEWHERE =
      new LinkedHashSet<>(
          List.of(
              ("agent-rubric answer-relevance bleu classifier contains-html contains-sql"
                   + " contains-xml context-faithfulness context-recall context-relevance"
                   + " conversation-relevance cost factuality finish-reason g-eval gleu guardrails"
                   + " human is-html is-refusal is-sql is-valid-function-call"
                   + " is-valid-openai-function-call is-valid-openai-tools-call is-xml javascript"
                   + " latency llm-rubric max-score meteor model-graded-closedqa"
                   + " model-graded-factuality moderation perplexity perplexity-score pi python"
                   + " rouge-n ruby search-rubric select-best similar similar:cosine similar:dot"
                   + " similar:euclidean skill-used tool-call-f1 trace-error-spans trace-span-count"
                   + " trace-span-duration webhook")
                  .split(" ", -1)));

  private final ConfigFiles files;
  private final JsonNode vars;
  private final List<String> unrunnable = new ArrayList<>();

  /**
   * @param vars the test's variables, put into values and metrics
   */
  PromptfooAssertions(ConfigFiles files, JsonNode vars) {
    this.files = files;
    this.vars = vars;
  }

  private static Map<String, Comparison> wordings() {
    Map<String, Comparison> wordings = new LinkedHashMap<>();
    for (Comparison each : Comparison.values()) {
      if (each != Comparison.MENTIONS) {
        wordings.put(each.id(), each);
      }
    }
    return wordings;
  }

  /** Whether promptfoo has an assertion of this type, without {@code not-}. */
  static boolean knows(String type) {
    return WORDINGS.containsKey(type)
        || ELSEWHERE.contains(type)
        || List.of("is-json", "contains-json", "levenshtein", "word-count").contains(type)
        || type.startsWith("promptfoo:redteam:")
        || type.startsWith("trajectory:");
  }

  /** Types that were left out, one entry an assertion. */
  List<String> unrunnable() {
    return List.copyOf(unrunnable);
  }

  List<Assertion> all(Iterable<JsonNode> nodes) throws BadRow {
    return all(nodes, 0);
  }

  private List<Assertion> all(Iterable<JsonNode> nodes, int depth) throws BadRow {
    List<Assertion> all = new ArrayList<>();
    for (JsonNode each : nodes) {
      one(each, depth).ifPresent(all::add);
    }
    return all;
  }

  private Optional<Assertion> one(JsonNode node, int depth) throws BadRow {
    String type = node.path("type").asString("");
    if (type.equals("assert-set")) {
      return group(node, depth);
    }
    String plain = type.startsWith(NOT) ? type.substring(NOT.length()) : type;
    if (!knows(plain)) {
      throw unknown(type);
    }
    if (ELSEWHERE.contains(plain) || plain.contains(":") || node.has("transform") || script(node)) {
      unrunnable.add(node.has("transform") ? type + " + transform" : type);
      return Optional.empty();
    }
    return Optional.of(runnable(plain, node, terms(node, type.startsWith(NOT))));
  }

  /** A value that is a program's output. */
  private static boolean script(JsonNode node) {
    String value = node.path("value").asString("");
    return value.startsWith("package:")
        || value.matches("(?s)file://.*\\.(?:c?js|m?ts|mjs|py|rb)(?::.*)?");
  }

  private Optional<Assertion> group(JsonNode node, int depth) throws BadRow {
    if (depth >= DEEPEST) {
      throw new BadRow("assert-set 嵌套太深", "assert-set is nested too deep");
    }
    List<Assertion> all = all(node.path("assert"), depth + 1);
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(new Assertion.Group(all, share(node.path("threshold")), terms(node, false)));
  }

  private Assertion runnable(String type, JsonNode node, Terms terms) throws BadRow {
    JsonNode value = node.path("value");
    return switch (type) {
      case "is-json" -> new Assertion.Json(JsonForm.WHOLE, schema(value), terms);
      case "contains-json" -> new Assertion.Json(JsonForm.WITHIN, schema(value), terms);
      case "levenshtein" ->
          new Assertion.Distance(text(value, type), number(node.path("threshold"), EDITS), terms);
      case "word-count" -> words(value, terms);
      case "equals" ->
          value.isContainer()
              ? new Assertion.Json(JsonForm.EQUALS, Optional.of(value.toString()), terms)
              : new Assertion.Wording(Comparison.EQUALS, List.of(text(value, type)), terms);
      default -> wording(type, value, terms);
    };
  }

  private Assertion wording(String type, JsonNode value, Terms terms) throws BadRow {
    Comparison comparison = Optional.ofNullable(WORDINGS.get(type)).orElseThrow();
    List<String> values = new ArrayList<>();
    if (!comparison.several()) {
      values.add(text(value, type));
    } else if (value.isArray()) {
      for (JsonNode each : value) {
        values.add(text(each, type));
      }
    } else {
      values.addAll(CommaList.of(text(value, type)));
    }
    if (values.isEmpty() || values.stream().anyMatch(String::isBlank)) {
      throw new BadRow(
          new Text(
              "断言 " + type + " 的 value 是空的，空文字总会通过",
              "the value of " + type + " is empty, and an empty text always passes"));
    }
    return new Assertion.Wording(comparison, values, terms);
  }

  private Assertion words(JsonNode value, Terms terms) throws BadRow {
    if (value.isObject()) {
      OptionalInt least = count(value.path("min"));
      OptionalInt most = count(value.path("max"));
      boolean ordered = least.orElse(0) <= most.orElse(Integer.MAX_VALUE);
      if (ordered && (least.isPresent() || most.isPresent())) {
        return new Assertion.WordCount(least, most, terms);
      }
    }
    OptionalInt exact = value.isObject() ? OptionalInt.empty() : count(value);
    if (exact.isEmpty()) {
      throw new BadRow(
          "word-count 的 value 应为一个数，或 {min, max}",
          "the value of word-count must be a number, or {min, max}");
    }
    return new Assertion.WordCount(exact, exact, terms);
  }

  private static OptionalInt count(JsonNode node) {
    try {
      return OptionalInt.of(Math.max(0, Integer.parseInt(node.asString("").strip())));
    } catch (NumberFormatException _) {
      return OptionalInt.empty();
    }
  }

  /** A schema as an object, as JSON or YAML text, or in a file beside the configuration. */
  private Optional<String> schema(JsonNode value) throws BadRow {
    if (value.isContainer() || value.isBoolean()) {
      return Optional.of(value.toString());
    }
    if (Columns.words(value).isEmpty()) {
      return Optional.empty();
    }
    String text = value.asString();
    return Optional.of(files.document(text.startsWith("file://") ? files.text(text) : text));
  }

  private String text(JsonNode value, String type) throws BadRow {
    if (!value.isValueNode() || value.isNull()) {
      throw new BadRow(
          new Text("断言 " + type + " 缺少文字的 value", "'" + type + "' needs a text as its value"));
    }
    String text = value.asString();
    return text.startsWith("file://") ? files.text(text) : Template.filled(text, vars);
  }

  private Terms terms(JsonNode node, boolean negated) throws BadRow {
    double weight = number(node.path("weight"), 1);
    boolean none = node.path("weight").isNumber() && node.path("weight").asDouble() == 0;
    String metric = Template.filled(node.path("metric").asString(""), vars);
    return new Terms(negated, metric.strip(), none ? 0 : weight);
  }

  /** A positive number; the other one where there is none or 0. */
  private static double number(JsonNode node, double absent) throws BadRow {
    try {
      double value = Columns.words(node).map(Double::parseDouble).orElse(0.0);
      if (value >= 0 && value <= 1_000_000) {
        return value == 0 ? absent : value;
      }
    } catch (NumberFormatException _) {
      // said below
    }
    throw new BadRow(
        "weight 或 threshold 应为 0–1000000 的数", "weight or threshold must be a number in 0–1000000");
  }

  /** A threshold between 0 and 1. */
  static OptionalDouble share(JsonNode node) throws BadRow {
    if (Columns.words(node).isEmpty()) {
      return OptionalDouble.empty();
    }
    try {
      double value = Double.parseDouble(node.asString());
      if (value >= 0 && value <= 1) {
        return OptionalDouble.of(value);
      }
    } catch (NumberFormatException _) {
      // said below
    }
    throw new BadRow("threshold 应为 0–1 的数", "threshold must be a number in 0–1");
  }

  private static BadRow unknown(String type) {
    Set<String> all = new TreeSet<>(WORDINGS.keySet());
    all.addAll(ELSEWHERE);
    all.addAll(List.of("is-json", "contains-json", "levenshtein", "word-count", "assert-set"));
    String shown = type.length() > 40 ? type.substring(0, 40) + "…" : type;
    String plain = shown.startsWith(NOT) ? shown.substring(NOT.length()) : shown;
    String near = Words.nearest(plain, all).orElse("");
    return new BadRow(
        new Text(
            "不认识断言“" + shown + "”" + (near.isEmpty() ? "" : "，是不是想写 " + near),
            "unknown assertion '"
                + shown
                + "'"
                + (near.isEmpty() ? "" : ", did you mean " + near)));
  }
}
