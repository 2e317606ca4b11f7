package touchstone.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * Resampling of whole units with replacement (Efron, "Bootstrap methods: another look at the
 * jackknife", Annals of Statistics 1979). The same seed gives the same replicates.
 *
 * @param resamples at least 2, e.g. 2000
 */
public record Bootstrap(long seed, int resamples) {
  public Bootstrap {
    if (resamples < 2) {
      throw new IllegalArgumentException(resamples + " resamples, expected at least 2");
    }
  }

  /**
   * A statistic of each resample, in ascending order.
   *
   * @param n units
   * @param statistic of the drawn units' indices, finite
   */
  public double[] replicates(int n, ToDoubleFunction<int[]> statistic) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] replicates = new double[resamples];
    int[] drawn = new int[n];
    for (int r = 0; r < resamples; r++) {
      for (int i = 0; i < n; i++) {
        drawn[i] = random.nextInt(n);
      }
      replicates[r] = statistic.applyAsDouble(drawn);
    }
    Arrays.sort(replicates);
    return replicates;
  }

  /** The standard deviation of the replicates. */
  public double standardError(int n, ToDoubleFunction<int[]> statistic) {
    double[] replicates = replicates(n, statistic);
    double mean = ClusteredMean.mean(replicates);
    double squares = Arrays.stream(replicates).map(each -> Math.pow(each - mean, 2)).sum();
    return Math.sqrt(squares / (replicates.length - 1));
  }

  /** The percentile interval around the statistic of all units once. */
  public Estimate estimate(int n, ToDoubleFunction<int[]> statistic, double level) {
    int[] all = new int[n];
    Arrays.setAll(all, i -> i);
    Quantiles quantiles = Quantiles.of(replicates(n, statistic));
    double tail = (1 - level) / 2;
    return new Estimate(
        statistic.applyAsDouble(all),
        quantiles.at(tail),
        quantiles.at(1 - tail),
        level,
        "bootstrap percentile",
        n);
  }
}
