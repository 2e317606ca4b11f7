package touchstone.report;

import java.util.Locale;
import java.util.OptionalDouble;
import touchstone.model.Text;
import touchstone.statistics.Estimate;

/** Numbers as people read them. */
final class Figures {
  private Figures() {}

  /** A score, e.g. 4.35; a dash where there is none. */
  static String score(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.2f", value) : "–";
  }

  /** A difference with its sign, e.g. +1.42 or −0.30. */
  static String difference(double value) {
    if (!Double.isFinite(value)) {
      return "–";
    }
    String size = String.format(Locale.ROOT, "%.2f", Math.abs(value));
    return size.equals("0.00") ? size : (value < 0 ? "−" : "+") + size;
  }

  /** An interval of scores, e.g. 4.10–4.60; empty where it is not bounded. */
  static String interval(Estimate estimate) {
    return bounded(estimate) ? score(estimate.low()) + "–" + score(estimate.high()) : "";
  }

  /** An interval of differences, e.g. −0.10 to +0.52; empty where it is not bounded. */
  static Text signedInterval(Estimate estimate) {
    if (!bounded(estimate)) {
      return Text.same("");
    }
    String low = difference(estimate.low());
    String high = difference(estimate.high());
    return new Text(low + " ～ " + high, low + " to " + high);
  }

  static boolean bounded(Estimate estimate) {
    return Double.isFinite(estimate.low()) && Double.isFinite(estimate.high());
  }

  /** Milliseconds without the unit: one decimal under ten, none above. */
  static String millis(OptionalDouble value) {
    return value.isEmpty() ? "–" : millis(value.getAsDouble());
  }

  static String millis(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.1f" : "%,.0f", value);
  }

  static String rate(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%,.1f", value);
  }

  /** A share of 1 as per cent, e.g. 3.1 %. */
  static String percent(double share) {
    double percent = share * 100;
    return percent == Math.rint(percent)
        ? String.format(Locale.ROOT, "%.0f%%", percent)
        : String.format(Locale.ROOT, "%.1f%%", percent);
  }

  /** A length of time, e.g. 4 分 28 秒. */
  static Text duration(double seconds) {
    if (seconds < 60) {
      String number = String.format(Locale.ROOT, seconds < 10 ? "%.1f" : "%.0f", seconds);
      return new Text(number + " 秒", number + " s");
    }
    long whole = Math.round(seconds);
    long hours = whole / 3600;
    long minutes = whole % 3600 / 60;
    return hours > 0
        ? new Text(hours + " 小时 " + minutes + " 分", hours + " h " + minutes + " min")
        : new Text(minutes + " 分 " + whole % 60 + " 秒", minutes + " min " + whole % 60 + " s");
  }

  /** A number of two decimals at most, without zeros at its end. */
  static String plain(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    return String.format(Locale.ROOT, "%.2f", value).replaceFirst("\\.?0+$", "");
  }
}
