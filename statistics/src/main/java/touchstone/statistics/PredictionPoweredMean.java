package touchstone.statistics;

import java.util.List;

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
}
