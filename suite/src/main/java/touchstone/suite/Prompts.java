package touchstone.suite;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import touchstone.document.Fields;
import touchstone.document.Value;
import touchstone.model.Text;

/** The system prompts of a suite by name; the one named {@code default} serves cases without. */
record Prompts(Map<String, String> byName) {
  private static final String DEFAULT = "default";
  private static final String NONE = "none";

  Prompts {
    byName = Map.copyOf(byName);
  }

  /** Reads one text, or a mapping of names to texts or to {@code {extends: NAME, add: TEXT}}. */
  static Prompts read(Value value) {
    Map<String, String> prompts = new LinkedHashMap<>();
    if (!value.isMapping()) {
      prompts.put(DEFAULT, CaseReader.text(value));
    } else {
      value.entries().forEach((name, prompt) -> prompts.put(name, prompt(prompt, prompts)));
    }
    return new Prompts(prompts);
  }

  private static String prompt(Value value, Map<String, String> earlier) {
    if (!value.isMapping()) {
      return CaseReader.text(value);
    }
    Fields fields = value.fields("extends", "add");
    String base = fields.required("extends").choice(earlier);
    return base.stripTrailing() + "\n" + CaseReader.text(fields.required("add"));
  }

  Optional<String> fallback() {
    return Optional.ofNullable(byName.get(DEFAULT));
  }

  /** The prompt that a case names; {@code none} stands for no prompt at all. */
  Optional<String> named(Value name) {
    if (name.text().equals(NONE)) {
      return Optional.empty();
    }
    if (byName.isEmpty()) {
      throw name.problem(
          new Text("这个测试集没有写系统提示词", "this suite has no system prompts"),
          new Text("请在 suite.yaml 里补上 system。", "Add 'system' to suite.yaml."));
    }
    return Optional.of(name.choice(byName));
  }
}
