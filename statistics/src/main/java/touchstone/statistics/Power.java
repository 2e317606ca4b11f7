package touchstone.statistics;

import java.util.OptionalInt;

/**
 * Cases that a paired comparison needs, by the normal approximation (Schuirmann, J. Pharmacokinet.
 * Biopharm. 1987 for equivalence; Miller, arXiv 2411.00640 for evaluations). Every result holds for
 * the standard deviation of the differences and the margin that it is given: state both.
 *
 * @param sd of one difference, above 0
 * @param alpha two-sided error rate of the interval, e.g. 0.05
 * @param power e.g. 0.8
 */
public record Power(double sd, double alpha, double power) {
  private static final int MOST = 1_000_000;

  public Power {
    if (!(sd > 0 && alpha > 0 && alpha < 1 && power > 0 && power < 1)) {
      throw new IllegalArgumentException(
          "sd %s, alpha %s, power %s; expected > 0, 0 to 1, 0 to 1".formatted(sd, alpha, power));
    }
  }

  /** Cases to tell a true difference from zero: {@code ((z + z')·sd/δ)²}. */
  public OptionalInt toDetect(double difference) {
    return toExceed(difference, 0);
  }

  /** Cases after which the interval lies beyond the margin; empty within it or past a million. */
  public OptionalInt toExceed(double difference, double margin) {
    double beyond = Math.abs(difference) - margin;
    double z = StudentT.normalQuantile(1 - alpha / 2) + StudentT.normalQuantile(power);
    return beyond > 0 ? whole(Math.pow(z * sd / beyond, 2)) : OptionalInt.empty();
  }

  /** Cases after which the interval lies inside ±margin; empty beyond it or past a million. */
  public OptionalInt toShowEquivalence(double difference, double margin) {
    double distance = Math.abs(difference);
    if (distance >= margin || equivalencePower(MOST, distance, margin) < power) {
      return OptionalInt.empty();
    }
    double low = 0;
    double high = MOST;
    while (high - low > 1e-6) {
      double middle = (low + high) / 2;
      if (equivalencePower(middle, distance, margin) < power) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return whole(high);
  }

  /** Cases after which the interval lies on one side of the margin, whichever is true. */
  public OptionalInt toDecide(double difference, double margin) {
    return Math.abs(difference) > margin
        ? toExceed(difference, margin)
        : toShowEquivalence(difference, margin);
  }

  private double equivalencePower(double n, double distance, double margin) {
    double z = StudentT.normalQuantile(1 - alpha / 2);
    double scale = Math.sqrt(n) / sd;
    return StudentT.normalCumulative((margin - distance) * scale - z)
        + StudentT.normalCumulative((margin + distance) * scale - z)
        - 1;
  }

  private static OptionalInt whole(double n) {
    return n <= MOST ? OptionalInt.of((int) Math.ceil(n - 1e-4)) : OptionalInt.empty();
  }
}
