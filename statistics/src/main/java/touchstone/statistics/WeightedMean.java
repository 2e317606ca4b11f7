package touchstone.statistics;

/**
 * The mean of all, from a sample whose members had different chances to be drawn: {@code Σ y/p / Σ
 * 1/p} (Hájek, comment in "Foundations of Statistical Inference", 1971), with the error of its
 * linear form (Särndal, Swensson and Wretman, "Model Assisted Survey Sampling", 1992, section 5.7),
 * clustered.
 */
public final class WeightedMean {
  private WeightedMean() {}

  /**
   * The mean with its error; infinitely wide for one cluster.
   *
   * @param values of the drawn ones, at least one
   * @param probabilities with which each was to be drawn, above 0, at most 1
   * @param clusters of each, numbered from 0 without gaps
   */
  public static TInference of(double[] values, double[] probabilities, int[] clusters) {
    if (values.length == 0
        || values.length != probabilities.length
        || values.length != clusters.length) {
      throw new IllegalArgumentException(
          "%d values, %d probabilities, %d clusters; expected as many, at least 1"
              .formatted(values.length, probabilities.length, clusters.length));
    }
    double weights = 0;
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      weights += 1 / probabilities[i];
      sum += values[i] / probabilities[i];
    }
    double mean = sum / weights;
    double[] sums = new double[ClusteredMean.count(clusters)];
    for (int i = 0; i < values.length; i++) {
      sums[clusters[i]] += (values[i] - mean) / probabilities[i];
    }
    int c = sums.length;
    double squares = 0;
    for (double each : sums) {
      squares += each * each;
    }
    double error =
        c == 1 ? Double.POSITIVE_INFINITY : Math.sqrt((double) c / (c - 1) * squares) / weights;
    return new TInference(mean, error, Math.max(1, c - 1), values.length, "Hájek, clustered t");
  }
}
