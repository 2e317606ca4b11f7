package touchstone.imports;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import touchstone.document.Document;
import touchstone.document.Value;
import touchstone.model.ProblemException;
import touchstone.model.Text;

/** A promptfoo configuration: its prompts, and its tests wherever they lie, as rows. */
final class PromptfooConfig {
  private final ConfigFiles files;
  private final Value config;

  private PromptfooConfig(ConfigFiles files, Value config) {
    this.files = files;
    this.config = config;
  }

  static PromptfooConfig read(Path file) {
    Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("."));
    return new PromptfooConfig(new ConfigFiles(folder), Document.read(file));
  }

  /** Whether a YAML file is a configuration rather than a list of rows. */
  boolean isConfig() {
    return config.isMapping()
        && config.entries().keySet().stream()
            .anyMatch(
                List.of("prompts", "tests", "providers", "defaultTest", "scenarios")::contains);
  }

  /** Rows of a YAML file that is no configuration but a list. */
  void rows(RowSink sink) {
    if (!config.isList()) {
      sink.bad(
          line(config),
          new Text("应为列表或 promptfoo 配置", "expected a list or a promptfoo configuration"));
      return;
    }
    config.items().forEach(each -> row(each, sink));
  }

  PromptfooReader reader() throws BadRow {
    List<PromptfooPrompt> prompts = new ArrayList<>();
    Optional<Value> given = field("prompts");
    if (given.isPresent()) {
      prompts.addAll(PromptfooPrompt.read(json(given.get()), files));
    }
    return new PromptfooReader(files, prompts, defaults());
  }

  private JsonNode defaults() throws BadRow {
    Optional<Value> given = field("defaultTest");
    if (given.isEmpty()) {
      return JsonNodeFactory.instance.objectNode();
    }
    JsonNode json = json(given.get());
    return json.isString()
        ? JsonRows.parsed(files.document(files.text(json.asString()))).orElse(json)
        : json;
  }

  /** Hands on every test, those of scenarios and of further files too. */
  void tests(RowSink sink) {
    field("tests").ifPresent(tests -> tests.itemOrItems().forEach(each -> test(each, sink)));
    field("scenarios").ifPresent(all -> all.itemOrItems().forEach(each -> scenario(each, sink)));
  }

  private void test(Value test, RowSink sink) {
    if (test.isMapping() && !test.entries().containsKey("path")) {
      row(test, sink);
      return;
    }
    String reference = json(test).path("path").asString(json(test).asString(""));
    try {
      further(reference, sink);
    } catch (BadRow e) {
      sink.bad(line(test), e.what());
    } catch (ProblemException e) {
      sink.bad(line(test), e.problem().what());
    }
  }

  private void further(String reference, RowSink sink) throws BadRow {
    String name = reference.replaceFirst("#[^#/]*$", "");
    if (!name.matches("(?is).*\\.(?:csv|tsv|json|jsonl|ya?ml|xlsx)")
        || (name.contains("://") && !name.startsWith("file://"))) {
      throw new BadRow(
          new Text(
              "测试来自 " + reference + "，这里只读同一文件夹里的 csv、json、jsonl、yaml、xlsx",
              "the tests come from "
                  + reference
                  + "; only csv, json, jsonl, yaml and xlsx in the same folder are read here"));
    }
    Path file = files.path(name);
    Optional<String> sheet =
        name.equals(reference)
            ? Optional.empty()
            : Optional.of(reference.substring(name.length() + 1));
    try {
      SourceFile.of(file).rows(sheet, new Renamed(sink, String.valueOf(file.getFileName())));
    } catch (IOException e) {
      throw new BadRow(
          new Text(
              name + " 读不了（" + e.getMessage() + "）",
              "cannot read " + name + " (" + e.getMessage() + ")"));
    }
  }

  /** Every configuration of a scenario with every test of it. */
  private void scenario(Value scenario, RowSink sink) {
    JsonNode json = json(scenario);
    if (!json.path("config").isArray()) {
      sink.bad(
          line(scenario),
          new Text("场景里应有 config 和 tests 两个列表", "a scenario needs the lists 'config' and 'tests'"));
      return;
    }
    JsonNode tests = json.path("tests");
    for (JsonNode each : json.path("config")) {
      for (JsonNode test :
          tests.isEmpty() ? List.of(JsonNodeFactory.instance.objectNode()) : tests) {
        sink.row(new Row(line(scenario), PromptfooTest.merged(each, test)));
      }
    }
  }

  private static void row(Value value, RowSink sink) {
    try {
      if (json(value) instanceof ObjectNode object) {
        sink.row(new Row(line(value), object));
        return;
      }
    } catch (ProblemException e) {
      sink.bad(line(value), e.problem().what());
      return;
    }
    sink.bad(line(value), new Text("应为“名称: 值”的映射", "expected a mapping of 'name: value'"));
  }

  private Optional<Value> field(String name) {
    return Optional.ofNullable(config.entries().get(name)).filter(value -> !value.isEmpty());
  }

  private static JsonNode json(Value value) {
    return JsonRows.mapper().valueToTree(value.plain());
  }

  private static String line(Value value) {
    return String.valueOf(value.place().line());
  }

  /** Says which further file a row is of. */
  private record Renamed(RowSink sink, String file) implements RowSink {
    @Override
    public void row(Row row) {
      sink.row(new Row(file + ":" + row.place(), row.fields()));
    }

    @Override
    public void bad(String place, Text reason) {
      sink.bad(file + ":" + place, reason);
    }
  }
}
