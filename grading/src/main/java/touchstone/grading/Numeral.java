package touchstone.grading;

import java.util.Optional;

/**
 * A number as it stands in a text, in Arabic or Chinese digits or both, or in English words.
 *
 * @param end position after its last character
 * @param plain written in Arabic digits, in more than one Chinese digit or as an English word from
 *     two on, so that it is a number even without a unit
 * @param pair two neighbouring Chinese digits such as 三五 or 两三, which before a unit mean a range
 */
record Numeral(double value, int end, boolean plain, boolean pair) {
  private static final String DIGITS = "零一二三四五六七八九";
  private static final String CAPITALS = "〇壹贰叁肆伍陆柒捌玖";
  private static final int LONGEST = 24;

  /** The number that starts exactly at a position. */
  static Optional<Numeral> at(String text, int start) {
    char c = text.charAt(start);
    if (c >= '0' && c <= '9') {
      return Optional.of(arabic(text, start));
    }
    if (digit(c) >= 0 || c == '十' || c == '拾' || c == '廿') {
      return Optional.of(chinese(text, start));
    }
    return switch (c) {
      case '俩' -> Optional.of(new Numeral(2, start + 1, false, false));
      case '仨' -> Optional.of(new Numeral(3, start + 1, false, false));
      case '半' -> Optional.of(new Numeral(0.5, start + 1, false, false));
      default -> EnglishNumeral.at(text, start);
    };
  }

  /** The value of one Chinese digit, -1 for any other character. */
  static int digit(char c) {
    if (c == '两') {
      return 2;
    }
    int index = DIGITS.indexOf(c);
    return index >= 0 ? index : CAPITALS.indexOf(c);
  }

  private static Numeral arabic(String text, int start) {
    double value = 0;
    int at = start;
    while (at < text.length() && at - start < LONGEST && arabicDigit(text, at)) {
      value = value * 10 + (text.charAt(at) - '0');
      at++;
      if (thousands(text, at, at - start)) {
        at++;
      }
    }
    if (at < text.length() - 1 && text.charAt(at) == '.' && arabicDigit(text, at + 1)) {
      int point = at++;
      double scale = 1;
      while (arabicDigit(text, at) && at - point < LONGEST) {
        scale /= 10;
        value += (text.charAt(at++) - '0') * scale;
      }
    }
    return multiplied(text, at, value);
  }

  private static Numeral multiplied(String text, int at, double value) {
    double unit = at < text.length() ? multiplier(text, at) : 1;
    if (unit == 1) {
      return new Numeral(value, at, true, false);
    }
    double sum = value * unit;
    int end = at + 1;
    if (end < text.length() && unit >= 1000 && tail(text, end)) {
      int rest = arabicDigit(text, end) ? text.charAt(end) - '0' : digit(text.charAt(end));
      return new Numeral(sum + rest * unit / 10, end + 1, true, false);
    }
    return new Numeral(sum, end, true, false);
  }

  /** A single digit that ends the number: 1万2, 三千五. */
  private static boolean tail(String text, int at) {
    boolean single = arabicDigit(text, at) || digit(text.charAt(at)) > 0;
    if (!single || at + 1 >= text.length()) {
      return single;
    }
    char next = text.charAt(at + 1);
    return !arabicDigit(text, at + 1) && digit(next) < 0 && "十百千万亿.".indexOf(next) < 0;
  }

  private static double multiplier(String text, int at) {
    return switch (text.charAt(at)) {
      case '百', '佰' -> 100;
      case '千', '仟' -> startsWord(text, at, "千克") || startsWord(text, at, "千米") ? 1 : 1000;
      case '万' -> 10_000;
      case '亿' -> 1e8;
      case 'k' -> letter(text, at + 1) ? 1 : 1000;
      case 'w' -> letter(text, at + 1) ? 1 : 10_000;
      default -> 1;
    };
  }

  private static boolean startsWord(String text, int at, String word) {
    return text.startsWith(word, at);
  }

  private static boolean letter(String text, int at) {
    return at < text.length()
        && text.charAt(at) < 0x80
        && Character.isLetterOrDigit(text.charAt(at));
  }

  private static boolean thousands(String text, int at, int digits) {
    return digits >= 1
        && at < text.length()
        && text.charAt(at) == ','
        && arabicDigit(text, at + 1)
        && arabicDigit(text, at + 2)
        && arabicDigit(text, at + 3)
        && !arabicDigit(text, at + 4);
  }

  private static boolean arabicDigit(String text, int at) {
    return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  private static Numeral chinese(String text, int start) {
    int end = start;
    while (end < text.length() && end - start < LONGEST && part(text, end)) {
      end++;
    }
    String run = text.substring(start, end);
    boolean positional = run.chars().allMatch(c -> digit((char) c) >= 0);
    double value = positional ? positions(run) : sections(run);
    boolean pair = positional && run.length() == 2 && neighbours(run);
    if (end + 1 < text.length() && text.charAt(end) == '点' && decimals(text, end + 1)) {
      value += digit(text.charAt(end + 1)) / 10.0;
      return new Numeral(value, end + 2, true, false);
    }
    return new Numeral(value, end, run.length() > 1, pair);
  }

  /** One digit after 点 that a unit follows: 八点五折, but not 八点五分. */
  private static boolean decimals(String text, int at) {
    return digit(text.charAt(at)) >= 0
        && at + 1 < text.length()
        && "折元块万千公斤米倍%".indexOf(text.charAt(at + 1)) >= 0;
  }

  private static boolean part(String text, int at) {
    char c = text.charAt(at);
    return digit(c) >= 0
        || "十百万亿拾佰仟廿".indexOf(c) >= 0
        || (c == '千' && !startsWord(text, at, "千克") && !startsWord(text, at, "千米"));
  }

  private static double positions(String run) {
    double value = 0;
    for (int i = 0; i < run.length(); i++) {
      value = value * 10 + digit(run.charAt(i));
    }
    return value;
  }

  private static boolean neighbours(String run) {
    int first = digit(run.charAt(0));
    int second = digit(run.charAt(1));
    return first > 0 && (second == first + 1 || (first == 3 && second == 5));
  }

  private static double sections(String run) {
    double total = 0;
    double section = 0;
    double pending = 0;
    double lastUnit = 1;
    boolean zero = false;
    for (int i = 0; i < run.length(); i++) {
      char c = run.charAt(i);
      int digit = digit(c);
      if (digit >= 0) {
        zero |= digit == 0;
        pending = digit;
        continue;
      }
      double unit = unit(c);
      if (unit >= 10_000) {
        total = (total + section + pending) * unit;
        section = 0;
      } else {
        section += (pending == 0 ? 1 : pending) * unit;
      }
      pending = 0;
      lastUnit = unit;
      zero = false;
    }
    boolean shorthand = pending > 0 && !zero && lastUnit >= 100;
    return total + section + (shorthand ? pending * lastUnit / 10 : pending);
  }

  private static double unit(char c) {
    return switch (c) {
      case '十', '拾' -> 10;
      case '廿' -> 20;
      case '百', '佰' -> 100;
      case '千', '仟' -> 1000;
      case '万' -> 10_000;
      default -> 1e8;
    };
  }
}
