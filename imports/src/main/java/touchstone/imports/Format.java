package touchstone.imports;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import touchstone.model.Text;

/** What a file's rows mean, whatever they are written in (CSV, Excel, JSON lines, a JSON list). */
public enum Format {
  PROMPTFOO("promptfoo", "promptfoo"),
  GENERAL_QA("general-qa", "EvalScope general_qa"),
  GENERAL_MCQ("general-mcq", "EvalScope general_mcq"),
  MT_BENCH("mt-bench", "MT-bench"),
  SHAREGPT("sharegpt", "ShareGPT / Alpaca"),
  OPENAI_EVALS("openai-evals", "OpenAI evals"),
  INSPECT("inspect", "inspect"),
  DEEPEVAL("deepeval", "DeepEval"),
  TABLE("table", "table");

  private final String id;
  private final String title;

  Format(String id, String title) {
    this.id = id;
    this.title = title;
  }

  /** The name on the command line. */
  public String id() {
    return id;
  }

  /** The name for people. */
  public Text title() {
    return this == TABLE ? new Text("普通表格", "plain table") : Text.same(title);
  }

  /** The format of a name, with {@code _} and {@code -} alike. */
  public static Optional<Format> named(String name) {
    String folded = name.toLowerCase(Locale.ROOT).replace('_', '-');
    return Arrays.stream(values())
        .filter(each -> each.id.equals(folded) || ("evalscope-" + each.id).equals(folded))
        .findFirst();
  }

  /** All names. */
  public static Map<String, Format> byId() {
    Map<String, Format> all = new LinkedHashMap<>();
    Arrays.stream(values()).forEach(each -> all.put(each.id, each));
    return all;
  }

  /** The format that a row's fields speak of; empty where they speak of none. */
  static Optional<Format> of(ObjectNode row) {
    if (row.propertyNames().stream().anyMatch(name -> name.startsWith("__expected"))
        || (row.path("vars").isObject() && !row.has("messages"))) {
      return Optional.of(PROMPTFOO);
    }
    if (row.path("turns").isArray()) {
      JsonNode first = row.path("turns").path(0);
      return Optional.of(first.isObject() ? DEEPEVAL : MT_BENCH);
    }
    return conversation(row).or(() -> question(row));
  }

  private static Optional<Format> conversation(ObjectNode row) {
    if (row.has("query")
        && (row.has("response") || row.has("system") || row.has("history") || row.size() == 1)) {
      return Optional.of(GENERAL_QA);
    }
    if (row.path("messages").isArray() && row.has("response")) {
      return Optional.of(GENERAL_QA);
    }
    boolean talk =
        Conversations.FIELDS.stream().anyMatch(name -> row.path(name).isArray())
            || (row.has("instruction") && row.has("output"));
    return talk ? Optional.of(SHAREGPT) : Optional.empty();
  }

  private static Optional<Format> question(ObjectNode row) {
    if (row.has("input") && row.has("ideal")) {
      return Optional.of(OPENAI_EVALS);
    }
    if (row.has("input") && row.has("target")) {
      return Optional.of(INSPECT);
    }
    if (row.has("input")
        && List.of("expected_output", "actual_output", "expectedOutput", "actualOutput").stream()
            .anyMatch(row::has)) {
      return Optional.of(DEEPEVAL);
    }
    if (row.has("A") && row.has("B") && (row.has("answer") || row.has("question"))) {
      return Optional.of(GENERAL_MCQ);
    }
    return Columns.question(row).isPresent() ? Optional.of(TABLE) : Optional.empty();
  }
}
