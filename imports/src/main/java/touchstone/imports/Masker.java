package touchstone.imports;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces personal data by placeholders such as 〔电话1〕. Inside one conversation the same number,
 * however it is spaced, keeps the same placeholder, in messages and in what is expected alike. One
 * conversation a masker; not thread-safe.
 */
final class Masker {
  private static final String LEADS = "在到是住往址为给寄发送成于从至";
  private static final int SHORTEST_PLACE = 3;

  private final boolean chinese;
  private final Map<Personal, Map<String, String>> known = new EnumMap<>(Personal.class);

  /**
   * @param chinese whether placeholders are Chinese words
   */
  Masker(boolean chinese) {
    this.chinese = chinese;
  }

  /** How many different ones of each kind were masked. */
  Map<Personal, Integer> counts() {
    Map<Personal, Integer> counts = new EnumMap<>(Personal.class);
    known.forEach((kind, values) -> counts.put(kind, values.size()));
    return counts;
  }

  String masked(String text) {
    if (text.length() < 2) {
      return text;
    }
    int digits = digits(text);
    String masked = text;
    for (Personal kind : Personal.values()) {
      masked = replaced(kind, masked, digits);
    }
    return again(masked);
  }

  private static int digits(String text) {
    int digits = 0;
    for (int i = 0; i < text.length(); i++) {
      digits += Character.isDigit(text.charAt(i)) ? 1 : 0;
    }
    return digits;
  }

  private String replaced(Personal kind, String text, int digits) {
    String masked = text;
    for (Pattern pattern : kind.patterns(half(text), digits)) {
      masked = replaced(kind, pattern, masked);
    }
    return masked;
  }

  private String replaced(Personal kind, Pattern pattern, String text) {
    String half = half(text);
    Matcher matcher = pattern.matcher(half);
    StringBuilder out = new StringBuilder();
    int done = 0;
    while (matcher.find()) {
      int start = kind == Personal.ADDRESS ? start(half, matcher) : matcher.start();
      if (start >= done && really(kind, half, start, matcher.end())) {
        out.append(text, done, start)
            .append(placeholder(kind, half.substring(start, matcher.end())));
        done = matcher.end();
      }
    }
    return done == 0 ? text : out.append(text, done, text.length()).toString();
  }

  /** A greedy match of Chinese words takes what leads to the address along: 请寄到. */
  private static int start(String text, Matcher matcher) {
    int start = matcher.start();
    int last = matcher.end() - SHORTEST_PLACE - 2;
    for (int i = start; i < last; i++) {
      char c = text.charAt(i);
      if (Character.isDigit(c)) {
        break;
      }
      if (LEADS.indexOf(c) >= 0) {
        start = i + 1;
      }
    }
    return start;
  }

  /**
   * What only looks like it is left; ungrouped digits are a card only where its check digit fits.
   */
  private static boolean really(Personal kind, String text, int start, int end) {
    String found = text.substring(start, end);
    return switch (kind) {
      case CARD -> found.matches(".*[ -].*") || luhn(found);
      case ORDER -> !found.matches("(?i)(?:400|800)[0-9]{7}|95[0-9]{3,4}");
      case PHONE -> !found.startsWith("400") && !found.startsWith("800");
      case ADDRESS -> found.indexOf('〕') < 0 || found.indexOf('〔') > 0;
      default -> true;
    };
  }

  private static boolean luhn(String card) {
    int sum = 0;
    boolean twice = false;
    for (int i = card.length() - 1; i >= 0; i--) {
      int digit = Character.digit(card.charAt(i), 10);
      if (digit >= 0) {
        int value = twice ? digit * 2 : digit;
        sum += value > 9 ? value - 9 : value;
        twice = !twice;
      }
    }
    return sum % 10 == 0;
  }

  private String placeholder(Personal kind, String value) {
    String key =
        value.toLowerCase(Locale.ROOT).replaceAll("[\\s()-]", "").replaceAll("^\\+?86(?=1)", "");
    Map<String, String> values = known.computeIfAbsent(kind, _ -> new HashMap<>());
    String name = chinese ? kind.title().zh() : kind.title().en();
    return values.computeIfAbsent(key, _ -> "〔" + name + (values.size() + 1) + "〕");
  }

  /** A name that was introduced once is known from there on. */
  private String again(String text) {
    String masked = text;
    for (Map.Entry<String, String> name : known.getOrDefault(Personal.NAME, Map.of()).entrySet()) {
      masked = masked.replace(name.getKey(), name.getValue());
    }
    return masked;
  }

  private static boolean wide(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c >= '！' && c <= '～') || c == '　') {
        return true;
      }
    }
    return false;
  }

  /** The same text in half-width characters, place by place. */
  private static String half(String text) {
    if (!wide(text)) {
      return text;
    }
    StringBuilder half = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      half.append(c >= '！' && c <= '～' ? (char) (c - 0xfee0) : c == '　' ? ' ' : c);
    }
    return half.toString();
  }
}
