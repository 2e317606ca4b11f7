package touchstone.report;

import java.util.Locale;
import touchstone.model.Text;

/**
 * A chart as SVG that needs no script: x in per cent of the width and y in pixels, so that it fits
 * a phone, a screen and a sheet of paper with letters of one size.
 */
final class Plot {
  private final Markup markup;
  private final double low;
  private final double high;

  private Plot(Markup markup, double low, double high) {
    this.markup = markup;
    this.low = low;
    this.high = high;
  }

  /**
   * Opens a chart.
   *
   * @param low value at the left edge
   * @param high value at the right edge
   */
  static Plot open(
      Markup markup, String styleClass, int height, double low, double high, Text label) {
    markup.open(
        "svg",
        "class",
        "plot " + styleClass,
        "width",
        "100%",
        "height",
        String.valueOf(height),
        "role",
        "img");
    markup.open("title").text(label.zh() + " / " + label.en()).close();
    return new Plot(markup, low, high);
  }

  void close() {
    markup.close();
  }

  /** A value's place in per cent, kept inside the chart. */
  String x(double value) {
    double share = (value - low) / (high - low);
    return String.format(Locale.ROOT, "%.2f%%", 100 * Math.clamp(share, 0.0, 1.0));
  }

  Plot line(String styleClass, double x1, double y1, double x2, double y2) {
    markup.leaf(
        "line", "class", styleClass, "x1", x(x1), "x2", x(x2), "y1", pixels(y1), "y2", pixels(y2));
    return this;
  }

  Plot band(String styleClass, double from, double to, double y, double height) {
    double width = (Math.clamp(to, low, high) - Math.clamp(from, low, high)) / (high - low);
    markup.leaf(
        "rect",
        "class",
        styleClass,
        "x",
        x(from),
        "width",
        String.format(Locale.ROOT, "%.2f%%", Math.max(0, 100 * width)),
        "y",
        pixels(y),
        "height",
        pixels(height));
    return this;
  }

  Plot words(String styleClass, double x, double y, Text words) {
    markup.label(styleClass, x(x), pixels(y), words);
    return this;
  }

  /** A small dot, for one of many. */
  Plot dot(String styleClass, double x, double y) {
    markup.leaf("circle", "class", "dot " + styleClass, "cx", x(x), "cy", pixels(y), "r", "2");
    return this;
  }

  /** A candidate's mark: its colour and its own shape, for those who do not see the colour. */
  Plot mark(int candidate, double x, double y) {
    String style = "mark " + colour(candidate);
    markup.open("svg", "class", "over", "x", x(x), "y", pixels(y));
    shape(markup, candidate, style);
    markup.close();
    return this;
  }

  /** The mark beside a candidate's name. */
  static void legend(Markup markup, int candidate) {
    markup.open(
        "svg",
        "class",
        "key",
        "width",
        "14",
        "height",
        "14",
        "viewBox",
        "-7 -7 14 14",
        "aria-hidden",
        "true");
    shape(markup, candidate, "mark " + colour(candidate));
    markup.close();
  }

  private static void shape(Markup markup, int candidate, String style) {
    switch (candidate % 4) {
      case 0 -> markup.leaf("circle", "class", style, "r", "5.5");
      case 1 ->
          markup.leaf(
              "rect", "class", style, "x", "-5", "y", "-5", "width", "10", "height", "10", "rx",
              "1");
      case 2 -> markup.leaf("path", "class", style, "d", "M0 -6.5 6.5 0 0 6.5 -6.5 0Z");
      default -> markup.leaf("path", "class", style, "d", "M0 -6 6 5 -6 5Z");
    }
  }

  /** The class that carries a candidate's colour. */
  static String colour(int candidate) {
    return "c" + candidate % 6;
  }

  private static String pixels(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
