package touchstone.statistics;

import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * Which order statistics hold a quantile with a given confidence, free of any distribution
 * (Thompson, Annals of Mathematical Statistics 1936).
 *
 * @param low rank from 1; 0 where no value bounds the quantile from below
 * @param high rank from 1; n + 1 where none bounds it from above
 */
public record OrderRanks(int low, int high) {
  /** The ranks among n independent values. */
  public static OrderRanks of(int n, double quantile, double level) {
    BinomialDistribution below = BinomialDistribution.of(n, quantile);
    double tail = (1 - level) / 2;
    int low = below.inverseCumulativeProbability(tail);
    while (low > 0 && below.cumulativeProbability(low - 1) > tail) {
      low--;
    }
    int high = below.inverseSurvivalProbability(tail) + 1;
    return new OrderRanks(low, Math.min(high, n + 1));
  }
}
