package touchstone.statistics;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The mean that people would give, from many judged cases and a few that people rated too: {@code
 * mean(judge) + mean(human − judge)}, variances added (Angelopoulos et al., "Prediction-powered
 * inference", arXiv 2301.09633). Unbiased however wrong the judge is; a bad judge widens it.
 */
public final class PredictionPoweredMean {
  private PredictionPoweredMean() {}

  /**
   * The corrected mean.
   *
   * @param judged the judge's scores of cases that nobody rated, at least 2
   * @param judge its scores of the rated cases, a random sample of all, at least 2
   * @param human people's scores of the same cases, in the same order
   */
  public static TInference of(double[] judged, double[] judge, double[] human) {
    if (judged.length < 2 || judge.length < 2) {
      throw new IllegalArgumentException(
          judged.length + " judged and " + judge.length + " rated cases, expected at least 2 each");
    }
    TInference sum =
        WeightedSum.of(
            List.of(PairedComparison.of(judged), PairedComparison.of(human, judge)),
            List.of(1.0, 1.0));
    return new TInference(
        sum.value(), sum.standardError(), sum.degreesOfFreedom(), sum.n(), "prediction-powered");
  }

  /**
   * The same where the rated cases were drawn with different, known chances: the mean of {@code
   * judge + (human − judge)/p} for a rated case and {@code judge} for the others (Zrnic and Candès,
   * "Active statistical inference", arXiv 2403.03208), clustered; degrees of freedom are those of
   * the rated clusters, which decide how well the judge's error is known.
   *
   * @param judge scores of all cases, at least 2
   * @param human people's scores, NaN for a case that nobody rated
   * @param probabilities with which each rated case was to be drawn, above 0, at most 1
   * @param clusters of each case, numbered from 0 without gaps
   */
  public static TInference weighted(
      double[] judge, double[] human, double[] probabilities, int[] clusters) {
    double[] parts = judge.clone();
    Set<Integer> rated = new HashSet<>();
    for (int i = 0; i < judge.length; i++) {
      if (!Double.isNaN(human[i])) {
        parts[i] += (human[i] - judge[i]) / probabilities[i];
        rated.add(clusters[i]);
      }
    }
    if (rated.size() < 2) {
      throw new IllegalArgumentException(
          rated.size() + " clusters with a rated case, expected at least 2");
    }
    TInference mean = ClusteredMean.of(parts, clusters);
    return new TInference(
        mean.value(),
        mean.standardError(),
        rated.size() - 1.0,
        judge.length,
        "prediction-powered, inverse probabilities");
  }
}
