package touchstone.statistics;

/**
 * A rate with its score interval (Wilson, "Probable inference, the law of succession, and
 * statistical inference", JASA 1927).
 */
public final class WilsonInterval {
  private WilsonInterval() {}

  /**
   * The interval of a rate, within 0 to 1.
   *
   * @param successes 0 to n
   * @param n at least 1
   */
  public static Estimate of(int successes, int n, double level) {
    if (n < 1 || successes < 0 || successes > n) {
      throw new IllegalArgumentException(successes + " of " + n + ", expected 0 to n of n ≥ 1");
    }
    double z = StudentT.normalQuantile(1 - (1 - level) / 2);
    double rate = (double) successes / n;
    double scale = 1 + z * z / n;
    double middle = (rate + z * z / (2 * n)) / scale;
    double half = z / scale * Math.sqrt(rate * (1 - rate) / n + z * z / (4.0 * n * n));
    double low = successes == 0 ? 0 : middle - half;
    double high = successes == n ? 1 : middle + half;
    return new Estimate(rate, low, high, level, "Wilson", n);
  }
}
