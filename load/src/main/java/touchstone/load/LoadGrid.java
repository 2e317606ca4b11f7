package touchstone.load;

/**
 * The loads that a search may try: whole numbers up to 100; above that, and for rates, steps of a
 * hundredth, so that the same load comes up again and shows the noise.
 *
 * @param whole for concurrency
 * @param limit the highest load allowed
 */
record LoadGrid(boolean whole, double limit) {
  private static final double STEP = Math.log(1.01);
  private static final int EACH = 100;
  private static final double ROUNDING = 0.01;

  /** The highest at or below a load; 1 at least where loads are whole. */
  double below(double load) {
    if (whole && load <= EACH) {
      return Math.min(limit, Math.max(1, Math.floor(load)));
    }
    return Math.min(limit, step(index(load)));
  }

  /** The next one above {@link #below}. */
  double above(double load) {
    double start = below(load);
    if (whole && start < EACH) {
      return Math.min(limit, start + 1);
    }
    int index = index(start);
    while (step(index) <= start) {
      index++;
    }
    return Math.min(limit, step(index));
  }

  /** Whether nothing lies between two loads. */
  boolean neighbours(double low, double high) {
    return above(low) >= high;
  }

  /** A load between those of the grid as it is told: whole, or to four digits. */
  double rounded(double load) {
    double most = Math.clamp(load, 0, limit);
    if (whole || most == 0) {
      return Math.floor(most);
    }
    double unit = Math.pow(10, 3 - Math.floor(Math.log10(most)));
    return Math.round(most * unit) / unit;
  }

  private static int index(double load) {
    return (int) Math.floor(Math.log(load) / STEP + ROUNDING);
  }

  private double step(int index) {
    double exact = Math.exp(index * STEP);
    if (whole) {
      return Math.floor(exact);
    }
    double unit = Math.pow(10, 4 - Math.floor(Math.log10(exact)));
    return Math.round(exact * unit) / unit;
  }
}
