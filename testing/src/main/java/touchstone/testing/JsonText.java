package touchstone.testing;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Just enough JSON for a scripted server: no library, so that no library hides its own faults. */
public final class JsonText {
  private JsonText() {}

  /** A JSON string literal. */
  public static String quote(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> json.append('\\').append(c);
        case '\n' -> json.append("\\n");
        case '\r' -> json.append("\\r");
        case '\t' -> json.append("\\t");
        default -> json.append(c < ' ' ? "\\u%04x".formatted((int) c) : String.valueOf(c));
      }
    }
    return json.append('"').toString();
  }

  /**
   * The last string that stands under a name anywhere in the text, unescaped; empty if there is
   * none. {@code lastString(body, "content")} is the newest message of a chat request.
   */
  public static String lastString(String json, String name) {
    Matcher matcher =
        Pattern.compile(quoteName(name) + "\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*+)\"").matcher(json);
    String last = "";
    while (matcher.find()) {
      last = matcher.group(1);
    }
    return unescape(last);
  }

  private static String quoteName(String name) {
    return Pattern.quote("\"" + name + "\"");
  }

  private static String unescape(String text) {
    return Pattern.compile("\\\\(u([0-9a-fA-F]{4})|.)")
        .matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement(plain(match)));
  }

  private static String plain(MatchResult match) {
    String escape = match.group(1);
    return switch (escape.charAt(0)) {
      case 'n' -> "\n";
      case 't' -> "\t";
      case 'r' -> "\r";
      case 'b' -> "\b";
      case 'f' -> "\f";
      case 'u' -> String.valueOf((char) Integer.parseInt(match.group(2), 16));
      default -> escape;
    };
  }
}
