package touchstone.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import touchstone.model.Assertion;
import touchstone.model.Check;
import touchstone.model.Text;

/** Makes cases of promptfoo's tests: every prompt with every combination of a test's variables. */
final class PromptfooReader {
  private static final Text NONE =
      new Text("没有断言，需要裁判或人来评", "it has no assertion: it needs a judge or a person");
  private static final Text ELSEWHERE =
      new Text(
          "断言都不能在这里运行，需要裁判或人来评",
          "none of its assertions can run here: it needs a judge or a person");

  private final ConfigFiles files;
  private final List<PromptfooPrompt> prompts;
  private final JsonNode defaults;

  /**
   * @param prompts of the configuration; none where tests stand alone in a table
   * @param defaults the default test
   */
  PromptfooReader(ConfigFiles files, List<PromptfooPrompt> prompts, JsonNode defaults) {
    this.files = files;
    this.prompts = List.copyOf(prompts);
    this.defaults = defaults;
  }

  /** The cases of a row that is a test, as an object or as a table's columns. */
  List<Draft> read(ObjectNode row) throws BadRow {
    boolean object = row.path("vars").isObject() || row.path("assert").isArray();
    return test(object ? row : PromptfooTest.ofColumns(row));
  }

  private List<Draft> test(ObjectNode own) throws BadRow {
    ObjectNode test = PromptfooTest.merged(defaults, own);
    if (test.path("vars").isString()) {
      throw new BadRow("vars 应为变量的映射", "'vars' must be a mapping of variables");
    }
    List<Draft> drafts = new ArrayList<>();
    for (ObjectNode vars : PromptfooTest.combinations(test.path("vars"))) {
      List<PromptfooPrompt> asked = prompts.isEmpty() ? List.of(alone(vars)) : prompts;
      for (PromptfooPrompt prompt : asked) {
        drafts.add(draft(prompt, loaded(vars), test));
      }
    }
    if (drafts.size() < 2) {
      return drafts;
    }
    List<Draft> variants = new ArrayList<>();
    for (Draft each : drafts) {
      variants.add(each.withVariant(String.valueOf(variants.size() + 1)));
    }
    return variants;
  }

  private Draft draft(PromptfooPrompt prompt, ObjectNode vars, ObjectNode test) throws BadRow {
    JsonNode options = test.path("options");
    JsonNode messages =
        prompt.filled(
            vars, options.path("prefix").asString(""), options.path("suffix").asString(""));
    Draft asked =
        Conversations.read(
            Draft.of(Columns.words(test.path("id")), PromptfooTest.skill(test), Optional.empty()),
            messages,
            List.of());
    PromptfooAssertions reader = new PromptfooAssertions(files, vars);
    List<Assertion> all = reader.all(test.path("assert"));
    OptionalDouble threshold = PromptfooAssertions.share(test.path("threshold"));
    List<String> unrunnable = new ArrayList<>(reader.unrunnable());
    if (options.has("transform") || options.has("postprocess")) {
      all.forEach(each -> unrunnable.add("options.transform"));
      all = List.of();
    }
    List<Draft.Turn> turns = new ArrayList<>(asked.turns());
    Draft.Turn last = turns.removeLast();
    turns.add(
        new Draft.Turn(
            last.user(),
            all.isEmpty()
                ? Optional.empty()
                : Optional.of(new Check.Assertions(all, threshold, 1))));
    return asked
        .with(turns)
        .withUnrunnable(unrunnable)
        .saying(unrunnable.isEmpty() ? NONE : ELSEWHERE);
  }

  /** Variables whose values are texts of files beside the configuration. */
  private ObjectNode loaded(ObjectNode vars) throws BadRow {
    ObjectNode loaded = JsonNodeFactory.instance.objectNode();
    for (var each : vars.properties()) {
      String value = each.getValue().asString("");
      if (!value.startsWith("file://")) {
        loaded.set(each.getKey(), each.getValue());
      } else if (value.matches("(?s).*\\.(?:txt|md|json|ya?ml|html|csv)")) {
        loaded.put(each.getKey(), files.text(value));
      } else {
        throw new BadRow(
            new Text(
                "变量“" + each.getKey() + "”指向程序或非文字文件，这里不读",
                "the variable '" + each.getKey() + "' names a program or a file that is no text"));
      }
    }
    return loaded;
  }

  /** Without a prompt of its own, a table's question is the prompt, or its only variable. */
  private static PromptfooPrompt alone(ObjectNode vars) throws BadRow {
    Optional<String> column =
        Columns.question(vars)
            .or(() ->
                vars.size() == 1
                    ? Optional.of(vars.propertyNames().iterator().next())
                    : Optional.empty());
    String name =
        column.orElseThrow(() ->
            new BadRow(
                new Text(
                    "这里没有提示词，不知道哪个变量是问题（有 "
                        + String.join("、", vars.propertyNames())
                        + "）；请导入写了 prompts 的配置文件",
                    "there is no prompt here and no telling which variable is the question ("
                        + String.join(", ", vars.propertyNames())
                        + "); import the configuration that has 'prompts'")));
    return PromptfooPrompt.of(Columns.words(vars.path(name)).orElse(""));
  }
}
