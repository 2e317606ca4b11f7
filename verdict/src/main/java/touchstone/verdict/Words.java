package touchstone.verdict;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/** How numbers and lists are written in sentences. */
final class Words {
  private static final List<String> COUNTS_ZH =
      List.of("零", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十");
  private static final List<String> COUNTS_EN =
      List.of("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten");

  private Words() {}

  /** One digit after the point, as in 3.8. */
  static String score(double score) {
    return String.format(Locale.ROOT, "%.1f", score);
  }

  /** A score beside a limit that it misses: one digit more where one would hide the gap. */
  static String below(double score, double limit) {
    return score(score).equals(score(limit))
        ? String.format(Locale.ROOT, "%.2f", score)
        : score(score);
  }

  /** Two digits after the point, as in 0.62. */
  static String points(double difference) {
    return String.format(Locale.ROOT, "%.2f", difference);
  }

  /** Whole percent. */
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f%%", share * 100);
  }

  /** Four digits at most, without trailing zeros. */
  static String plain(double number) {
    if (!Double.isFinite(number)) {
      return "?";
    }
    BigDecimal rounded =
        Math.abs(number) >= 1000
            ? new BigDecimal(number).setScale(0, RoundingMode.HALF_UP)
            : new BigDecimal(number).round(new MathContext(4, RoundingMode.HALF_UP));
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  /** A planning figure to two digits, upwards: more would feign precision. */
  static int about(int count) {
    int step = 1;
    while (count / step >= 100) {
      step *= 10;
    }
    return (count + step - 1) / step * step;
  }

  static String money(double amount, String currency) {
    String digits = String.format(Locale.ROOT, amount < 1 ? "%.3f" : "%.2f", amount);
    return currency.equals("CNY") ? "¥" + digits : digits + " " + currency;
  }

  /** 两、三、… for a count of candidates. */
  static String countZh(int count) {
    return count < COUNTS_ZH.size() ? COUNTS_ZH.get(count) : String.valueOf(count);
  }

  static String countEn(int count) {
    return count < COUNTS_EN.size() ? COUNTS_EN.get(count) : String.valueOf(count);
  }

  /** Chinese enumeration, with a space wherever 和 meets a Latin letter or a digit. */
  static String listZh(List<String> items) {
    if (items.size() < 2) {
      return String.join("", items);
    }
    String front = String.join("、", items.subList(0, items.size() - 1));
    String before = front.charAt(front.length() - 1) < 128 ? " " : "";
    String after = items.getLast().charAt(0) < 128 ? " " : "";
    return front + before + "和" + after + items.getLast();
  }

  static String listEn(List<String> items) {
    return items.size() < 2
        ? String.join("", items)
        : String.join(", ", items.subList(0, items.size() - 1)) + " and " + items.getLast();
  }
}
