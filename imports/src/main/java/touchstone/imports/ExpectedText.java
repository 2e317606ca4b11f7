package touchstone.imports;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the cells of promptfoo's {@code __expected} columns: {@code contains:七天}, {@code
 * levenshtein(5): …}, {@code not-icontains-any:a,b}; a text of no known type is compared as a
 * whole.
 */
final class ExpectedText {
  private static final Pattern TYPED =
      Pattern.compile(
          "(?s)(not-)?([a-z][a-z:-]{1,60}?)(?:\\((\\d{1,9}(?:\\.\\d{1,9})?)\\))?(?::(.*))?");
  private static final double THRESHOLD = 0.75;

  private ExpectedText() {}

  static ObjectNode assertion(String cell) {
    ObjectNode assertion = JsonNodeFactory.instance.objectNode();
    String text = cell.strip();
    for (String script : new String[] {"javascript", "fn", "eval", "python"}) {
      if (text.startsWith(script + ":")) {
        return assertion.put("type", script.equals("python") ? script : "javascript");
      }
    }
    if (text.startsWith("grade:")) {
      return assertion.put("type", "llm-rubric");
    }
    if (text.startsWith("file://")) {
      return assertion.put("type", text.contains(".py") ? "python" : "javascript");
    }
    Matcher typed = TYPED.matcher(text);
    if (!typed.matches() || !PromptfooAssertions.knows(typed.group(2))) {
      return assertion.put("type", "equals").put("value", cell);
    }
    String not = typed.group(1) == null ? "" : typed.group(1);
    assertion.put("type", not + typed.group(2));
    if (typed.group(4) != null) {
      assertion.put("value", typed.group(4).strip());
    }
    double threshold = typed.group(3) == null ? 0 : Double.parseDouble(typed.group(3));
    if (typed.group(2).equals("levenshtein")) {
      assertion.put("threshold", threshold > 0 ? threshold : THRESHOLD);
    }
    return assertion;
  }
}
