package touchstone.grading;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number written in English words: seven, twenty-four, a hundred and fifty, two thousand. Up to
 * thousands; ordinals are none.
 */
final class EnglishNumeral {
  private static final String[] SMALL = {
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen"
  };
  private static final String[] TENS = {
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"
  };
  private static final Map<String, Integer> SCALE = Map.of("hundred", 100, "thousand", 1000);
  private static final Pattern WORD =
      Pattern.compile(
          "(?:(?<joint>[ -]|,? and )(?=[a-z]))?(?<word>"
              + String.join("|", TENS)
              + "|"
              + longestFirst()
              + "|hundred|thousand)(?![a-z])");
  private static final Pattern A_HUNDRED =
      Pattern.compile("an? (?=hundred(?![a-z])|thousand(?![a-z]))");
  private static final int MOST_WORDS = 8;

  /** What number words and a hundred begin with; tried first, for most words are none. */
  private static final String STARTS = "aefnostz";

  private EnglishNumeral() {}

  /** The number whose first word starts exactly at a position. */
  static Optional<Numeral> at(String text, int start) {
    char c = text.charAt(start);
    if (STARTS.indexOf(c) < 0 || (start > 0 && letter(text.charAt(start - 1)))) {
      return Optional.empty();
    }
    Matcher hundred = A_HUNDRED.matcher(text).region(start, text.length());
    return hundred.lookingAt()
        ? read(text, hundred.end(), 1, true)
        : read(text, start, 0, false).filter(_ -> !scaled(text, start));
  }

  /** 2 hundred is read from the 2 on, hundreds of people are no number. */
  private static boolean scaled(String text, int start) {
    return text.startsWith("hundred", start) || text.startsWith("thousand", start);
  }

  private static Optional<Numeral> read(String text, int start, double first, boolean scales) {
    Matcher word = WORD.matcher(text);
    double total = 0;
    double part = first;
    int at = start;
    int words = 0;
    int last = Integer.MAX_VALUE;
    while (words < MOST_WORDS && word.region(at, text.length()).lookingAt()) {
      Integer scale = SCALE.get(word.group("word"));
      int value = scale == null ? value(word.group("word")) : 0;
      String joint = word.group("joint") == null ? "" : word.group("joint");
      if (words > 0 && !follows(joint, scale == null ? value : scale, scale != null, last)) {
        break;
      }
      if (scale == null) {
        part += value;
        last = value >= 20 ? 20 : 1;
      } else if (scale == 1000) {
        total = (total + part) * scale;
        part = 0;
        last = scale;
      } else {
        part *= scale;
        last = scale;
      }
      at = word.end();
      words++;
    }
    double sum = total + part;
    return words == 0
        ? Optional.empty()
        : Optional.of(new Numeral(sum, at, scales || words > 1 || sum >= 2, false));
  }

  /** Whether a word may go on behind another: forty-two, hundred and two, but not two forty. */
  private static boolean follows(String joint, int value, boolean scale, int last) {
    if (scale) {
      return joint.equals(" ") && last < value;
    }
    boolean units = last == 20 && value > 0 && value < 10;
    return last >= 100 || (units && !joint.contains("and"));
  }

  private static int value(String word) {
    for (int i = 0; i < SMALL.length; i++) {
      if (SMALL[i].equals(word)) {
        return i;
      }
    }
    for (int i = 0; i < TENS.length; i++) {
      if (TENS[i].equals(word)) {
        return 20 + 10 * i;
      }
    }
    return 0;
  }

  /** Longer words first, so that six does not hide sixteen. */
  private static String longestFirst() {
    var words = new StringBuilder();
    for (int i = SMALL.length - 1; i >= 0; i--) {
      words.append(words.isEmpty() ? "" : "|").append(SMALL[i]);
    }
    return words.toString();
  }

  private static boolean letter(char c) {
    return c >= 'a' && c <= 'z';
  }
}
