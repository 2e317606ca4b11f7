package touchstone.statistics;

import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * Two candidates on the same cases with pass or fail: the exact test on the discordant pairs
 * (McNemar, Psychometrika 1947; exact form: the binomial sign test).
 */
public final class McNemar {
  private McNemar() {}

  /**
   * Two-sided exact p-value.
   *
   * @param onlyFirst cases that only the first passed
   * @param onlySecond cases that only the second passed
   */
  public static double pValue(int onlyFirst, int onlySecond) {
    int discordant = onlyFirst + onlySecond;
    if (discordant == 0) {
      return 1;
    }
    BinomialDistribution fair = BinomialDistribution.of(discordant, 0.5);
    return Math.min(1, 2 * fair.cumulativeProbability(Math.min(onlyFirst, onlySecond)));
  }
}
