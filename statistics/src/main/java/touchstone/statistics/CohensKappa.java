package touchstone.statistics;

import java.util.Optional;

/**
 * Agreement of two raters beyond chance (Cohen, "A coefficient of agreement for nominal scales",
 * 1960), with the large-sample error of Fleiss, Cohen and Everitt (Psychological Bulletin 1969).
 */
public final class CohensKappa {
  private CohensKappa() {}

  /**
   * Kappa, at most 1, with a normal error; empty where both raters gave one and the same category
   * throughout, for then chance alone agrees as well.
   *
   * @param counts square; {@code counts[i][j]} cases that the first rater put into category i and
   *     the second into j
   */
  public static Optional<TInference> of(int[][] counts) {
    int n = 0;
    double agreed = 0;
    double[] first = new double[counts.length];
    double[] second = new double[counts.length];
    for (int i = 0; i < counts.length; i++) {
      for (int j = 0; j < counts.length; j++) {
        n += counts[i][j];
        first[i] += counts[i][j];
        second[j] += counts[i][j];
      }
      agreed += counts[i][i];
    }
    if (n == 0) {
      throw new IllegalArgumentException("no case, expected at least one");
    }
    double observed = agreed / n;
    double chance = 0;
    for (int i = 0; i < counts.length; i++) {
      first[i] /= n;
      second[i] /= n;
      chance += first[i] * second[i];
    }
    if (chance >= 1 - 1e-12) {
      return Optional.empty();
    }
    double spread = spread(counts, first, second, observed, chance) / n;
    double error = Math.sqrt(Math.max(0, spread) / n) / Math.pow(1 - chance, 2);
    double kappa = (observed - chance) / (1 - chance);
    return Optional.of(new TInference(kappa, error, Double.POSITIVE_INFINITY, n, "Cohen's kappa"));
  }

  private static double spread(
      int[][] counts, double[] first, double[] second, double observed, double chance) {
    double n = 0;
    double sum = 0;
    for (int i = 0; i < counts.length; i++) {
      for (int j = 0; j < counts.length; j++) {
        double each =
            i == j
                ? (1 - chance) - (first[i] + second[i]) * (1 - observed)
                : (1 - observed) * (second[i] + first[j]);
        sum += counts[i][j] * each * each;
        n += counts[i][j];
      }
    }
    return sum - n * Math.pow(observed * chance - 2 * chance + observed, 2);
  }
}
