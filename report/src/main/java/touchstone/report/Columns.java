package touchstone.report;

import java.util.ArrayList;
import java.util.List;

/** Text in a terminal's columns, where a Chinese character takes two. */
public final class Columns {
  private static final int[][] WIDE = {
    {0x1100, 0x115F}, {0x2E80, 0x303E}, {0x3041, 0x4DBF}, {0x4E00, 0xA4CF}, {0xA960, 0xA97F},
    {0xAC00, 0xD7A3}, {0xF900, 0xFAFF}, {0xFE30, 0xFE6F}, {0xFF00, 0xFF60}, {0xFFE0, 0xFFE6},
    {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD}
  };
  private static final String NEVER_FIRST = "，。、；：！？）》」』”’…,.;:!?)";

  private Columns() {}

  /** Columns that a text takes. */
  public static int width(String text) {
    return text.codePoints().map(Columns::width).sum();
  }

  private static int width(int codePoint) {
    int type = Character.getType(codePoint);
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT) {
      return 0;
    }
    for (int[] range : WIDE) {
      if (codePoint >= range[0] && codePoint <= range[1]) {
        return 2;
      }
    }
    return 1;
  }

  /** The text on one line without characters that would steer the terminal. */
  public static String tame(String text) {
    return text.replaceAll("[\\r\\n\\t]+", " ").replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}]", "\uFFFD");
  }

  /** The text cut to at most so many columns, with an ellipsis where something is lost. */
  public static String cut(String text, int columns) {
    if (width(text) <= columns) {
      return text;
    }
    StringBuilder kept = new StringBuilder();
    int used = 1;
    for (int codePoint : text.codePoints().toArray()) {
      used += width(codePoint);
      if (used > columns) {
        break;
      }
      kept.appendCodePoint(codePoint);
    }
    return kept.append('…').toString();
  }

  public static String left(String text, int columns) {
    String cut = cut(text, columns);
    return cut + " ".repeat(columns - width(cut));
  }

  static String right(String text, int columns) {
    String cut = cut(text, columns);
    return " ".repeat(columns - width(cut)) + cut;
  }

  /** Lines of at most so many columns; no line begins with a closing punctuation mark. */
  static List<String> wrap(String text, int columns) {
    List<String> lines = new ArrayList<>();
    List<String> line = new ArrayList<>();
    for (String word : words(text)) {
      if (width(String.join("", line)) + width(word.stripTrailing()) > columns && !line.isEmpty()) {
        List<String> carried = carried(line, word);
        lines.add(String.join("", line).stripTrailing());
        line.clear();
        line.addAll(carried);
      }
      line.add(word);
    }
    lines.add(String.join("", line).stripTrailing());
    return lines;
  }

  /** What leaves the line together with the word after it, so that no mark begins the next. */
  private static List<String> carried(List<String> line, String next) {
    List<String> carried = new ArrayList<>();
    String first = next;
    while (!first.isBlank() && NEVER_FIRST.contains(first.strip()) && line.size() > 1) {
      first = line.removeLast();
      carried.addFirst(first);
    }
    return carried;
  }

  /** Pieces that a line may end after: every wide character, and every word with its space. */
  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    for (int codePoint : text.codePoints().toArray()) {
      boolean wide = width(codePoint) == 2;
      if (wide && !word.isEmpty()) {
        words.add(word.toString());
        word.setLength(0);
      }
      word.appendCodePoint(codePoint);
      if (wide || codePoint == ' ') {
        words.add(word.toString());
        word.setLength(0);
      }
    }
    words.add(word.toString());
    return words;
  }
}
