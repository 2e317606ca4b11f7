package touchstone.imports;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import touchstone.model.Assertion;
import touchstone.model.Check;

/** Writes cases in the words that the suite's reader takes, every text in double quotes. */
final class Yaml {
  private Yaml() {}

  /** Whether a text holds what could not be decoded or cannot be written in UTF-8. */
  static boolean broken(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (c == '\uFFFD' || (Character.isSurrogate(c) && !pair)) {
        return true;
      }
      i += pair ? 1 : 0;
    }
    return false;
  }

  /** A text without line ends and controls, for comments and lists. */
  static String oneLine(String text) {
    return text.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029\\ufeff\\ufffe\\uffff]+", " ");
  }

  static String quoted(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        default -> plain(c, out);
      }
    }
    return out.append('"').toString();
  }

  /** Controls, line separators, byte order marks and lone surrogates are written as escapes. */
  private static void plain(char c, StringBuilder out) {
    boolean escape =
        c < ' '
            || (c >= 0x7f && c < 0xa0)
            || c == '\u2028'
            || c == '\u2029'
            || (c >= 0xfdd0 && c <= 0xfdef)
            || c == '\ufeff'
            || c >= 0xfffe;
    if (escape) {
      out.append("\\u%04x".formatted((int) c));
    } else {
      out.append(c);
    }
  }

  static void turns(List<Draft.Turn> turns, StringBuilder out) {
    if (turns.size() == 1) {
      Draft.Turn only = turns.getFirst();
      out.append("  user: ").append(quoted(only.user())).append('\n');
      only.check().ifPresent(check -> check(check, "  ", out));
      return;
    }
    out.append("  turns:\n");
    for (Draft.Turn turn : turns) {
      out.append("    - user: ").append(quoted(turn.user())).append('\n');
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
                      : quoted(each.values().getFirst()));
          case Assertion.Json each ->
              type(each, each.form().id()) + optional(", json: ", each.json().map(Yaml::quoted));
          case Assertion.Distance each ->
              type(each, "levenshtein")
                  + ", value: "
                  + quoted(each.value())
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
        + (terms.metric().isEmpty() ? "" : ", metric: " + quoted(terms.metric()))
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
    return "[" + values.stream().map(Yaml::quoted).collect(Collectors.joining(", ")) + "]";
  }
}
