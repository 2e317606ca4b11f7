package touchstone.suite;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import touchstone.document.Document;
import touchstone.document.Fields;
import touchstone.document.Value;
import touchstone.model.ProblemException;
import touchstone.model.Text;
import touchstone.model.Tool;

/**
 * The functions of a suite by name, as {@code tools.yaml} beside {@code suite.yaml} defines them.
 *
 * @param defined by name, in the order of the file
 * @param documentText the file as it is written, for the suite's digest
 */
record Toolbox(Map<String, Defined> defined, String documentText) {
  /** The name of the file in a suite's folder. */
  static final String FILE = "tools.yaml";

  static final Toolbox NONE = new Toolbox(Map.of(), "");

  private static final String ALL = "all";
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,63}");

  /**
   * A function and what a call may carry.
   *
   * @param properties names of the arguments
   */
  record Defined(Tool tool, List<String> properties) {
    Defined {
      properties = List.copyOf(properties);
    }
  }

  /** Reads the file; the first fault is thrown as a problem. */
  static Toolbox read(Path file, ShopReferences shop) {
    Value document = Document.read(file).filled(shop::fill);
    Map<String, Defined> defined = new LinkedHashMap<>();
    for (Value item : document.items()) {
      Defined one = one(item);
      if (defined.put(one.tool().name(), one) != null) {
        throw item.problem(
            new Text(
                "函数“" + one.tool().name() + "”定义了两次",
                "the function '" + one.tool().name() + "' is defined twice"),
            new Text("请只留一处。", "Keep one of them."));
      }
    }
    return new Toolbox(defined, document.documentText());
  }

  private static Defined one(Value item) {
    Fields fields = item.fields("name", "description", "acts", "parameters");
    Value name = fields.required("name");
    if (!NAME.matcher(name.text()).matches()) {
      throw name.wrong(
          new Text(
              "函数名（字母开头，字母、数字和 _ -，最多 64 个）",
              "a function's name (letters, digits, _ and -, a letter first, at most 64)"));
    }
    Value parameters = fields.required("parameters");
    Tool tool =
        new Tool(
            name.text(),
            CaseReader.text(fields.required("description")),
            JsonText.of(parameters),
            fields.optional("acts").map(Value::bool).orElse(false));
    return new Defined(tool, properties(parameters));
  }

  /** The argument names of a JSON Schema of an object; what it requires must be among them. */
  private static List<String> properties(Value parameters) {
    Fields schema =
        parameters.fields(
            "type", "properties", "required", "additionalProperties", "description", "$defs");
    schema.required("type").choice(Map.of("object", "object"));
    Map<String, Value> properties =
        schema.optional("properties").map(Value::entries).orElse(Map.of());
    schema
        .optional("required")
        .ifPresent(names ->
            names.items().stream()
                .filter(each -> !properties.containsKey(each.text()))
                .findFirst()
                .ifPresent(each -> {
                  throw each.unknown(each.text(), properties.keySet());
                }));
    return List.copyOf(properties.keySet());
  }

  /** The functions that a case or a file of cases names; {@code all} stands for every one. */
  List<Tool> named(Value names) {
    if (defined.isEmpty()) {
      throw names.problem(
          new Text("这个测试集没有定义函数", "this suite defines no functions"),
          new Text("请在 suite.yaml 旁边写一份 " + FILE + "。", "Write a " + FILE + " beside suite.yaml."));
    }
    if (!names.isList() && names.text().equals(ALL)) {
      return defined.values().stream().map(Defined::tool).toList();
    }
    return names.itemOrItems().stream().map(each -> each.choice(defined).tool()).toList();
  }

  /** Complains about a call check whose function is not offered or has no such argument. */
  void check(Value checks, List<Tool> offered) {
    for (Value each : checks.items()) {
      Optional<Value> call =
          each.isMapping() ? Optional.ofNullable(each.entries().get("call")) : Optional.empty();
      call.ifPresent(function -> check(function, each, offered));
    }
  }

  private void check(Value function, Value check, List<Tool> offered) {
    List<String> names = offered.stream().map(Tool::name).toList();
    if (!names.contains(function.text())) {
      throw function.unknown(function.text(), names);
    }
    Defined one =
        Optional.ofNullable(defined.get(function.text()))
            .orElseThrow(() -> function.unknown(function.text(), names));
    Optional.ofNullable(check.entries().get("with"))
        .ifPresent(with -> with.fields(one.properties().toArray(String[]::new)));
  }

  static ProblemException severalTurns(Value turns) {
    return turns.problem(
        new Text("给了函数的用例只能有一轮", "a case with tools has one turn"),
        new Text(
            "请把前情写进顾客的那一句，用 user 代替 turns。",
            "Put what went before into the customer's message: 'user' in place of 'turns'."));
  }
}
