package touchstone.imports;

import java.util.ArrayList;
import java.util.List;

/** Splits {@code a, "b, c", d} at its commas; empty entries are left out. */
final class CommaList {
  private CommaList() {}

  static List<String> of(String text) throws BadRow {
    List<String> entries = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (Character.isWhitespace(c) || c == ',') {
        at++;
      } else if (c == '"') {
        StringBuilder entry = new StringBuilder();
        at = quoted(text, at + 1, entry);
        entries.add(entry.toString());
      } else {
        int end = text.indexOf(',', at);
        end = end < 0 ? text.length() : end;
        entries.add(text.substring(at, end).strip());
        at = end;
      }
    }
    return entries;
  }

  private static int quoted(String text, int from, StringBuilder entry) throws BadRow {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      char next = i + 1 < text.length() ? text.charAt(i + 1) : 0;
      boolean escaped = (c == '\\' && (next == '"' || next == '\\')) || (c == '"' && next == '"');
      if (escaped) {
        entry.append(next);
        i++;
      } else if (c == '"') {
        return i + 1;
      } else {
        entry.append(c);
      }
    }
    throw new BadRow("断言的 value 里有个引号没有合上", "a quote in an assertion's value is not closed");
  }
}
