package touchstone.drafts;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A value that is not the right one, for trying key points. */
final class OtherValue {
  private static final Pattern DIGITS = Pattern.compile("[0-9０-９]{1,9}");
  private static final String NUMERALS = "一二两三四五六七八九十";
  private static final String OTHERS = "二三三四五六七八九六八";

  private OtherValue() {}

  /** The words with their first number changed; the same words where there is none. */
  static String of(String words) {
    Matcher digits = DIGITS.matcher(words);
    if (digits.find()) {
      int other = Integer.parseInt(digits.group()) + 1;
      return words.substring(0, digits.start()) + other + words.substring(digits.end());
    }
    for (int i = 0; i < words.length(); i++) {
      int at = NUMERALS.indexOf(words.charAt(i));
      if (at >= 0) {
        return words.substring(0, i) + OTHERS.charAt(at) + words.substring(i + 1);
      }
    }
    return words;
  }
}
