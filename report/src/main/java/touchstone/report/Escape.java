package touchstone.report;

/**
 * Makes hostile text harmless in HTML text and in quoted attributes: markup is escaped, and
 * characters that reorder or hide text are shown by their code point instead.
 */
final class Escape {
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  private Escape() {}

  static void append(CharSequence text, StringBuilder out) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        case '\n', '\t' -> out.append(c);
        case '\r' -> {
          // Line ends reach the page as \n only.
        }
        default -> {
          if (ordinary(c)) {
            out.append(c);
          } else {
            i += other(text, i, out);
          }
        }
      }
    }
  }

  /** Most characters: printable ASCII, and Chinese with its punctuation. */
  private static boolean ordinary(char c) {
    return (c >= 0x20 && c < 0x7F) || (c >= 0x3000 && c <= 0x9FFF);
  }

  /** Appends the character at i and returns how many further chars it took. */
  private static int other(CharSequence text, int i, StringBuilder out) {
    int codePoint = Character.codePointAt(text, i);
    int type = Character.getType(codePoint);
    if (type == Character.SURROGATE) {
      out.append('\uFFFD');
    } else if ((type == Character.FORMAT && codePoint != ZERO_WIDTH_JOINER)
        || type == Character.CONTROL
        || codePoint == 0x2028
        || codePoint == 0x2029) {
      out.append('⟨').append("U+%04X".formatted(codePoint)).append('⟩');
    } else {
      out.appendCodePoint(codePoint);
    }
    return Character.charCount(codePoint) - 1;
  }
}
