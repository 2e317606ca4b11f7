package touchstone.imports;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import touchstone.document.YamlText;
import touchstone.model.Assertion;
import touchstone.model.Check;

/** Writes cases in the words that the suite's reader takes, every text in double quotes. */
final class Yaml {
  private Yaml() {}

  static void turns(List<Draft.Turn> turns, StringBuilder out) {
    if (turns.size() == 1) {
      Draft.Turn only = turns.getFirst();
      out.append("  user: ").append(YamlText.quoted(only.user())).append('\n');
      only.check().ifPresent(check -> check(check, "  ", out));
      return;
    }
    out.append("  turns:\n");
    for (Draft.Turn turn : turns) {
      out.append("    - user: ").append(YamlText.quoted(turn.user())).append('\n');
      turn.check().ifPresent(check -> check(check, "      ", out));
    }
  }

  private static void check(Check.Assertions check, String indent, StringBuilder out) {
    out.append(indent).append("checks:\n").append(indent).append("  - assert:\n");
    for (Assertion each : check.all()) {
      out.append(indent).append("      - ").append(assertion(each)).append('\n');
    }
    check
        .threshold()
        .ifPresent(
            value -> out.append(indent).append("    threshold: ").append(value).append('\n'));
  }

  private static String assertion(Assertion assertion) {
    String own =
        switch (assertion) {
          case Assertion.Wording each ->
              type(each, each.comparison().id())
                  + ", value: "
                  + (each.comparison().several()
                      ? list(each.values())
                      : YamlText.quoted(each.values().getFirst()));
          case Assertion.Json each ->
              type(each, each.form().id())
                  + optional(", json: ", each.json().map(YamlText::quoted));
          case Assertion.Distance each ->
              type(each, "levenshtein")
                  + ", value: "
                  + YamlText.quoted(each.value())
                  + ", threshold: "
                  + each.most();
          case Assertion.WordCount each -> type(each, "word-count") + bounds(each);
          case Assertion.Choice each ->
              type(each, "choice")
                  + ", value: "
                  + each.right()
                  + ", options: "
                  + list(each.options());
          case Assertion.Group each -> group(each);
        };
    Assertion.Terms terms = assertion.terms();
    return "{"
        + own
        + (terms.metric().isEmpty() ? "" : ", metric: " + YamlText.quoted(terms.metric()))
        + (terms.weight() == 1 ? "" : ", weight: " + terms.weight())
        + "}";
  }

  private static String type(Assertion assertion, String id) {
    return "type: " + (assertion.terms().negated() ? "not-" : "") + id;
  }

  private static String group(Assertion.Group group) {
    String all = group.all().stream().map(Yaml::assertion).collect(Collectors.joining(", "));
    OptionalDouble threshold = group.threshold();
    return "type: assert-set, assert: ["
        + all
        + "]"
        + (threshold.isPresent() ? ", threshold: " + threshold.getAsDouble() : "");
  }

  private static String bounds(Assertion.WordCount count) {
    return (count.least().isPresent() ? ", min: " + count.least().getAsInt() : "")
        + (count.most().isPresent() ? ", max: " + count.most().getAsInt() : "");
  }

  private static String optional(String name, Optional<String> value) {
    return value.map(each -> name + each).orElse("");
  }

  private static String list(List<String> values) {
    return "[" + values.stream().map(YamlText::quoted).collect(Collectors.joining(", ")) + "]";
  }
}
