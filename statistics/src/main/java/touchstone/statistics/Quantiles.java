package touchstone.statistics;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * Exact quantiles of stored values: type 7 of Hyndman and Fan ("Sample quantiles in statistical
 * packages", The American Statistician 1996), linear between order statistics, as R, NumPy and
 * spreadsheets do. Intervals are pairs of order statistics, free of any distribution (Thompson,
 * Annals of Mathematical Statistics 1936).
 */
public final class Quantiles {
  private final double[] sorted;

  private Quantiles(double[] sorted) {
    this.sorted = sorted;
  }

  /** The quantiles of at least one value in any order; a NaN is an error. */
  public static Quantiles of(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    if (sorted.length == 0 || Double.isNaN(sorted[sorted.length - 1])) {
      throw new IllegalArgumentException("expected at least one value and none that is NaN");
    }
    return new Quantiles(sorted);
  }

  /** The value at a quantile, 0 to 1; infinite values stay infinite. */
  public double at(double quantile) {
    if (!(quantile >= 0 && quantile <= 1)) {
      throw new IllegalArgumentException("quantile " + quantile + ", expected 0 to 1");
    }
    double place = quantile * (sorted.length - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(below + 1, sorted.length - 1);
    double share = place - below;
    return share == 0 || sorted[below] == sorted[above]
        ? sorted[below]
        : sorted[below] + share * (sorted[above] - sorted[below]);
  }

  /**
   * The quantile between two order statistics that hold at least {@code level}. Where too few
   * values lie beyond, the end is infinite: the data do not bound it.
   */
  public Estimate estimate(double quantile, double level) {
    BinomialDistribution below = BinomialDistribution.of(sorted.length, quantile);
    double tail = (1 - level) / 2;
    int low = -1;
    while (low + 1 < sorted.length && below.cumulativeProbability(low + 1) <= tail) {
      low++;
    }
    int high = sorted.length;
    while (high > 0 && below.survivalProbability(high - 1) <= tail) {
      high--;
    }
    return new Estimate(
        at(quantile),
        low < 0 ? Double.NEGATIVE_INFINITY : sorted[low],
        high >= sorted.length ? Double.POSITIVE_INFINITY : sorted[high],
        level,
        "order statistics",
        sorted.length);
  }
}
