package touchstone.grading;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A list of words that is looked up at a position of a normal text, longest word first. */
final class Words {
  private final Map<Character, List<String>> byFirst = new HashMap<>();

  private Words() {}

  /** Words parted by blanks; {@code _} stands for a blank inside a word. */
  static Words of(String... lines) {
    var words = new Words();
    for (String line : lines) {
      for (String word : line.split(" ", -1)) {
        String entry = word.replace('_', ' ');
        words.byFirst.computeIfAbsent(entry.charAt(0), _ -> new ArrayList<>()).add(entry);
      }
    }
    words.byFirst.values().forEach(list -> list.sort((a, b) -> b.length() - a.length()));
    return words;
  }

  /** The length of the longest word at a position, 0 if none stands there. */
  int at(String text, int at) {
    for (String word : byFirst.getOrDefault(text.charAt(at), List.of())) {
      if (text.startsWith(word, at) && whole(text, at, at + word.length())) {
        return word.length();
      }
    }
    return 0;
  }

  /** Where the first of the words stands between two positions, -1 if none does. */
  int find(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      int length = at(text, i);
      if (length > 0 && i + length <= to) {
        return i;
      }
    }
    return -1;
  }

  boolean in(String text) {
    return find(text, 0, text.length()) >= 0;
  }

  /** Latin words are matched whole: can is not in can't. */
  static boolean whole(String text, int from, int to) {
    return !(joined(text, from) || joined(text, to));
  }

  private static boolean joined(String text, int at) {
    return at > 0
        && at < text.length()
        && letter(text.charAt(at - 1))
        && (letter(text.charAt(at)) || text.startsWith("'t", at));
  }

  private static boolean letter(char c) {
    return c >= 'a' && c <= 'z';
  }
}
