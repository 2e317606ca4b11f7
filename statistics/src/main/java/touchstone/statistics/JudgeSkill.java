package touchstone.statistics;

/**
 * How well a judge tells the better of two answers, from pairs of which the better one was known,
 * and what that says of a balance of wins that it counted.
 *
 * <p>Where one answer is better, the judge names it with probability r, the other one with v, and
 * sees a tie otherwise. As it is asked in both orders it treats the two alike, so the mean of its
 * verdicts (1, 0, −1) is r − v times the true balance, and dividing by r − v undoes that (Rogan and
 * Gladen, American Journal of Epidemiology 107, 1978; there r is the sensitivity and 1 − v the
 * specificity). That r and v are themselves seen on a few pairs only adds to the variance, by the
 * delta method and with a pair added to either side as Lang and Reiczigel (Preventive Veterinary
 * Medicine 113, 2014) add observations, so that a perfect trial does not pass for a perfect judge.
 *
 * <p>Pairs closer than those of the trial are misjudged more often; the balance is then still drawn
 * towards 0, never away from it.
 *
 * @param right pairs of which it named the better one
 * @param reversed pairs of which it named the worse one, fewer than {@code right}
 * @param n pairs in all
 */
public record JudgeSkill(int right, int reversed, int n) {
  public JudgeSkill {
    if (reversed < 0 || right <= reversed || right + reversed > n) {
      throw new IllegalArgumentException(
          "%d right and %d reversed of %d; expected more right than reversed, together at most all"
              .formatted(right, reversed, n));
    }
  }

  /** What is left of a true balance in the judge's verdicts: r − v, above 0 and below 1. */
  public double attenuation() {
    return (double) (right - reversed) / (n + 2);
  }

  /** Variance of {@link #attenuation}. */
  double variance() {
    double either = (double) (right + reversed + 2) / (n + 2);
    return (either - attenuation() * attenuation()) / (n + 2);
  }

  /**
   * The true balance of wins.
   *
   * @param verdicts of each case, −1 to 1, at least one
   * @param clusters of each case, numbered from 0 without gaps
   */
  public TInference corrected(double[] verdicts, int[] clusters) {
    TInference mean = ClusteredMean.of(verdicts, clusters);
    double counted = mean.standardError() / attenuation();
    return new TInference(
        mean.value() / attenuation(),
        Math.hypot(counted, excess(verdicts, clusters)),
        mean.degreesOfFreedom(),
        verdicts.length,
        "Rogan–Gladen, clustered t");
  }

  /**
   * The error of {@link #corrected} beyond the spread of the verdicts: that of the judge's own
   * skill, and that of verdicts which all agree because they are few.
   */
  public double excess(double[] verdicts, int[] clusters) {
    TInference mean = ClusteredMean.of(verdicts, clusters);
    double a = attenuation();
    double ofSkill = mean.value() * mean.value() * variance() / Math.pow(a, 4);
    double seen = Math.pow(mean.standardError(), 2);
    double unseen = Double.isFinite(seen) ? Math.max(0, least(verdicts) - seen) / (a * a) : 0;
    return Math.sqrt(ofSkill + unseen);
  }

  /** Variance of the mean with one win added to either side. */
  private static double least(double[] verdicts) {
    int n = verdicts.length + 2;
    double sum = 0;
    double squares = 2;
    for (double each : verdicts) {
      sum += each;
      squares += each * each;
    }
    return (squares / n - Math.pow(sum / n, 2)) / n;
  }
}
