package touchstone.document;

/** Text as it is written into YAML. */
public final class YamlText {
  private YamlText() {}

  /** Whether a text holds what could not be decoded or cannot be written in UTF-8. */
  public static boolean broken(CharSequence text) {
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
  public static String oneLine(String text) {
    return text.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029\\ufeff\\ufffe\\uffff]+", " ");
  }

  /** A text in double quotes, on one line. */
  public static String quoted(String text) {
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
}
