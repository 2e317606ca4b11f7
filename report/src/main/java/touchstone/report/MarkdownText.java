package touchstone.report;

import java.util.List;

/**
 * Text that strangers wrote, as Markdown (CommonMark 0.31 with GFM's tables) that shows it letter
 * by letter: no markup, no HTML, no links.
 */
final class MarkdownText {
  private static final String SPECIAL = "\\`*_[]#|~!$";
  private static final int DEEPEST = 8;

  private MarkdownText() {}

  /** The text on one line, for a heading, a table's cell or an item. */
  static String line(String text) {
    return escaped(text.replaceAll("[\\r\\n\\t\\u2028\\u2029]+", " ").strip());
  }

  /** The lines of a text, each safe by itself. */
  static List<String> lines(String text) {
    return text.replace("\r\n", "\n").lines().map(MarkdownText::indented).toList();
  }

  /** Blanks at the beginning would make code of the line. */
  private static String indented(String line) {
    String rest = line.stripLeading();
    int blanks = Math.min(DEEPEST, line.length() - rest.length());
    return "&nbsp;".repeat(blanks) + escaped(rest.stripTrailing());
  }

  private static String escaped(String line) {
    StringBuilder html = new StringBuilder();
    Escape.append(line, html);
    String safe = html.toString().replace("&#39;", "'").replace("&quot;", "\"");
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < safe.length(); i++) {
      char c = safe.charAt(i);
      if (SPECIAL.indexOf(c) >= 0) {
        out.append('\\');
      }
      out.append(c);
    }
    return firstTamed(out.toString())
        .replace("://", "&#58;//")
        .replaceAll("(?i)(www)\\.", "$1&#46;")
        .replace("@", "&#64;");
  }

  /** What makes a list, a rule or a heading of a line only where it begins with it. */
  private static String firstTamed(String line) {
    return line.replaceFirst("^([-+=])", "\\\\$1")
        .replaceFirst("^([0-9]{1,9})([.)])(?=\\s|$)", "$1\\\\$2");
  }
}
