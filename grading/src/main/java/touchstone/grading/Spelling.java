package touchstone.grading;

import java.util.List;
import java.util.regex.Pattern;

/** Compares an argument of a call with the right one, in any spelling of numbers, dates and ids. */
final class Spelling {
  /** Letters beside a value that do not make it another: 差不多、大概、左右 are not among them. */
  private static final int UNIT_LETTERS = 2;

  /** A time as programs write it: 03:30 is at night, whatever 3 点半 may be among people. */
  private static final Pattern CLOCK = Pattern.compile("\\d{1,2}:\\d{2}(:00)?");

  private Spelling() {}

  /** Whether both are the same word or id, or state the same number, amount, date or duration. */
  static boolean same(String wanted, String said) {
    String right = NormalText.of(wanted).text();
    String given = NormalText.of(said).text();
    return Answer.bare(right).equals(Answer.bare(given)) || sameValue(right, given);
  }

  private static boolean sameValue(String right, String given) {
    List<Value> wanted = Values.in(right);
    List<Value> said = Values.in(given);
    if (CLOCK.matcher(right).matches() && CLOCK.matcher(given).matches()) {
      return minutes(right) == minutes(given);
    }
    return wanted.size() == 1
        && said.size() == 1
        && whole(wanted.getFirst(), right)
        && whole(said.getFirst(), given)
        && (wanted.getFirst().sameAs(said.getFirst()) || said.getFirst().sameAs(wanted.getFirst()));
  }

  private static int minutes(String clock) {
    String[] parts = clock.split(":", -1);
    return Integer.parseInt(parts[0]) * 60 + Integer.parseInt(parts[1]);
  }

  /** Whether a text states a value and next to nothing else. */
  private static boolean whole(Value value, String text) {
    return text.length() - (value.end() - value.start()) <= UNIT_LETTERS;
  }

  /** Whether every group has one of its words in the text. */
  static boolean holds(List<List<String>> groups, String said) {
    String text = NormalText.of(said).text();
    return groups.stream()
        .allMatch(group -> group.stream().anyMatch(word -> Phrase.of(word).standsIn(text)));
  }
}
