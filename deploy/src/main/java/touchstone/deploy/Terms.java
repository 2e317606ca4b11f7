package touchstone.deploy;

import java.util.regex.Pattern;

/** Makes licence terms readable in a terminal: a web page's article as plain lines. */
final class Terms {
  private static final Pattern UNSEEN =
      Pattern.compile("(?is)<(script|style|nav|devsite-feature-tooltip)\\b.*?</\\1>|<!--.*?-->");
  private static final Pattern BLOCK =
      Pattern.compile("(?i)</?(p|div|h[1-6]|li|ul|ol|br|tr|table|section)\\b[^>]*>");
  private static final Pattern TAG = Pattern.compile("<[^>]*>");

  private Terms() {}

  /** Plain text stays as it is. */
  static String plain(String text) {
    if (!text.contains("</")) {
      return text.strip();
    }
    String article = between(text, "<h1", "</article>");
    String lines = BLOCK.matcher(UNSEEN.matcher(article).replaceAll("")).replaceAll("\u0001");
    String flowed = TAG.matcher(lines).replaceAll("").replaceAll("\\s+", " ");
    return entities(flowed).replaceAll("[ \u0001]*\u0001[ \u0001]*", "\n").strip();
  }

  private static String between(String text, String start, String end) {
    int from = Math.max(0, text.indexOf(start));
    int to = text.indexOf(end, from);
    return text.substring(from, to < 0 ? text.length() : to);
  }

  private static String entities(String text) {
    return text.replace("&nbsp;", " ")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
  }
}
