package touchstone.statistics;

import java.util.Arrays;
import java.util.Optional;

/**
 * Agreement of several raters beyond chance (Fleiss, "Measuring nominal scale agreement among many
 * raters", Psychological Bulletin 1971), where not every item needs as many ratings; its error by
 * the jackknife over items (Efron and Stein, Annals of Statistics 1981).
 */
public final class FleissKappa {
  private FleissKappa() {}

  /**
   * Kappa, at most 1; empty where there is no item with two ratings, or one category throughout.
   *
   * @param counts {@code counts[i][j]} raters who put item i into category j
   */
  public static Optional<TInference> of(int[][] counts) {
    int[][] items =
        Arrays.stream(counts).filter(each -> Arrays.stream(each).sum() >= 2).toArray(int[][]::new);
    double kappa = items.length == 0 ? Double.NaN : kappa(items, -1);
    if (Double.isNaN(kappa)) {
      return Optional.empty();
    }
    return Optional.of(
        new TInference(kappa, error(items), items.length - 1.0, items.length, "Fleiss' kappa"));
  }

  private static double error(int[][] items) {
    int n = items.length;
    if (n < 2) {
      return Double.POSITIVE_INFINITY;
    }
    double[] without = new double[n];
    for (int i = 0; i < n; i++) {
      without[i] = kappa(items, i);
      if (Double.isNaN(without[i])) {
        return Double.POSITIVE_INFINITY;
      }
    }
    double mean = ClusteredMean.mean(without);
    double squares = Arrays.stream(without).map(each -> (each - mean) * (each - mean)).sum();
    return Math.sqrt((n - 1.0) / n * squares);
  }

  /** Kappa of all items but one; NaN where it is not defined. */
  private static double kappa(int[][] items, int left) {
    double[] shares = new double[items[0].length];
    double ratings = 0;
    double agreed = 0;
    int n = 0;
    for (int i = 0; i < items.length; i++) {
      if (i == left) {
        continue;
      }
      double own = Arrays.stream(items[i]).sum();
      double pairs = 0;
      for (int j = 0; j < shares.length; j++) {
        shares[j] += items[i][j];
        pairs += items[i][j] * (items[i][j] - 1.0);
      }
      agreed += pairs / (own * (own - 1));
      ratings += own;
      n++;
    }
    double chance = 0;
    for (double each : shares) {
      chance += each / ratings * (each / ratings);
    }
    return n == 0 || chance >= 1 - 1e-12 ? Double.NaN : (agreed / n - chance) / (1 - chance);
  }
}
