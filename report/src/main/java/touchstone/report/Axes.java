package touchstone.report;

import java.util.Locale;
import java.util.function.DoubleFunction;
import touchstone.model.Text;

/** A chart of two measures with lines at round numbers; both start at zero. */
final class Axes {
  private static final int HEIGHT = 230;
  private static final int TOP = 14;
  private static final int BOTTOM = 30;
  private static final int LINES = 5;

  /** Of the width, for the numbers at the left. */
  private static final double INSET = 0.05;

  private final Plot plot;
  private final double right;
  private final double top;

  private Axes(Plot plot, double right, double top) {
    this.plot = plot;
    this.right = right;
    this.top = top;
  }

  /**
   * Opens one.
   *
   * @param right the largest x to show
   * @param top the largest y to show
   * @param x what the x axis measures
   */
  static Axes open(
      Markup markup, Text label, double right, double top, Text x, DoubleFunction<String> shown) {
    double width = right > 0 ? right * 1.04 : 1;
    double height = top > 0 ? top * 1.06 : 1;
    double left = -width * INSET;
    Plot plot = Plot.open(markup, "axes", HEIGHT, left, width, label);
    Axes axes = new Axes(plot, width, height);
    for (double y = 0; y <= height; y += step(height)) {
      plot.line("grid", left, axes.y(y), width, axes.y(y));
      plot.words("tick", left, axes.y(y) - 3, Text.same(y == 0 ? "0" : shown.apply(y)));
    }
    for (double each = step(width); each <= width; each += step(width)) {
      plot.line("zero", each, axes.y(0), each, axes.y(0) + 4);
      plot.words("tick middle", each, HEIGHT - 14.0, Text.same(plain(each)));
    }
    plot.words("tick end", width, HEIGHT - 2.0, x);
    return axes;
  }

  Axes dot(String styleClass, double x, double y) {
    plot.dot(styleClass, x, y(Math.min(y, top)));
    return this;
  }

  Axes mark(int place, double x, double y) {
    plot.mark(place, x, y(y));
    return this;
  }

  Axes words(double x, double y, Text words) {
    plot.words(x > right * 0.8 ? "tick end" : "tick", x, y(y) - 9, words);
    return this;
  }

  /** A line from one point to another. */
  Axes line(String styleClass, double x1, double y1, double x2, double y2) {
    plot.line(styleClass, x1, y(y1), x2, y(y2));
    return this;
  }

  void close() {
    plot.close();
  }

  private double y(double value) {
    return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * value / top;
  }

  /** One, two or five times a power of ten, so that some five of them fill the length. */
  static double step(double length) {
    double rough = length / LINES;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double first = rough / power;
    return power * (first <= 1 ? 1 : first <= 2 ? 2 : first <= 5 ? 5 : 10);
  }

  static String plain(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%.2f", value).replaceAll("0$", "");
  }
}
