package touchstone.statistics;

import java.util.Arrays;

/**
 * The mean of values that come in clusters: {@code SE = √(C/(C−1) · Σ_c(Σ_i∈c (d_i − mean))²)/n}
 * with C − 1 degrees of freedom (Miller, "Adding error bars to evals", arXiv 2411.00640; Liang and
 * Zeger, Biometrika 1986). With clusters of one it is the ordinary t interval of a mean.
 */
public final class ClusteredMean {
  /** Fewer clusters than this call for exact sign flips. */
  public static final int FEW = 12;

  private ClusteredMean() {}

  /**
   * The mean with its cluster-robust error.
   *
   * @param values at least one, finite
   * @param clusters of each value, numbered from 0 without gaps
   */
  public static TInference of(double[] values, int[] clusters) {
    if (values.length == 0 || values.length != clusters.length) {
      throw new IllegalArgumentException(
          values.length
              + " values in "
              + clusters.length
              + " places, expected as many, at least 1");
    }
    double mean = mean(values);
    double[] sums = new double[count(clusters)];
    for (int i = 0; i < values.length; i++) {
      sums[clusters[i]] += values[i] - mean;
    }
    int c = sums.length;
    if (c == 1) {
      return new TInference(mean, Double.POSITIVE_INFINITY, 1, values.length, "one cluster");
    }
    double squares = Arrays.stream(sums).map(sum -> sum * sum).sum();
    double error = Math.sqrt((double) c / (c - 1) * squares) / values.length;
    return new TInference(mean, error, c - 1, values.length, "clustered t");
  }

  /** The same; under {@link #FEW} clusters by exact sign flips, for differences. */
  public static Inference ofDifferences(double[] values, int[] clusters) {
    int c = count(clusters);
    if (c < FEW) {
      return SignFlips.of(values, clusters);
    }
    return c == values.length ? PairedComparison.of(values) : of(values, clusters);
  }

  static double mean(double[] values) {
    return Arrays.stream(values).sum() / values.length;
  }

  static int count(int[] clusters) {
    return Arrays.stream(clusters).max().orElse(-1) + 1;
  }
}
