package touchstone.statistics;

import java.util.function.DoublePredicate;

/**
 * The mean of scores with known bounds, which may be looked at after every case: capital won by
 * bets against a hypothetical mean, and the confidence sequence of the means that were never beaten
 * (the hedged capital with predictable plug-in bets of Waudby-Smith and Ramdas, "Estimating means
 * of bounded random variables by betting", JRSS B 2024).
 *
 * <p>The case order counts: each bet knows only the cases before it. The sequence holds the mean at
 * all times at once with probability {@code 1 − alpha}, whatever the scores' distribution.
 */
public final class BettingMean {
  /** Share of the capital that one bet may lose at most. */
  private static final double STAKE = 0.5;

  private static final int HALVINGS = 40;

  private final double[] unit;
  private final double[] bets;
  private final double low;
  private final double width;
  private final double alpha;

  private BettingMean(double[] unit, double[] bets, double low, double width, double alpha) {
    this.unit = unit;
    this.bets = bets;
    this.low = low;
    this.width = width;
    this.alpha = alpha;
  }

  /**
   * The cases seen so far, in the order in which they came.
   *
   * @param values at least one, each from {@code low} to {@code high}
   * @param alpha error rate that the bets are tuned for, e.g. 0.05; fixed before the first case
   */
  public static BettingMean of(double[] values, double low, double high, double alpha) {
    if (!(low < high && alpha > 0 && alpha < 1) || values.length == 0) {
      throw new IllegalArgumentException(
          "%d values from %s to %s, alpha %s; expected at least 1, ascending, 0 to 1"
              .formatted(values.length, low, high, alpha));
    }
    double[] unit = new double[values.length];
    for (int i = 0; i < unit.length; i++) {
      if (!(values[i] >= low && values[i] <= high)) {
        throw new IllegalArgumentException(
            "value %s at %d, expected %s to %s".formatted(values[i], i, low, high));
      }
      unit[i] = (values[i] - low) / (high - low);
    }
    return new BettingMean(unit, bets(unit, alpha), low, high - low, alpha);
  }

  /** {@code √(2 ln(2/α) / (σ² t ln(t + 1)))}, σ² the spread of the cases before with one of ¼. */
  private static double[] bets(double[] unit, double alpha) {
    double[] bets = new double[unit.length];
    double sum = 0.5;
    double squares = 0.25;
    for (int i = 0; i < unit.length; i++) {
      int t = i + 1;
      bets[i] = Math.sqrt(2 * Math.log(2 / alpha) / (squares * Math.log(t + 1)));
      sum += unit[i];
      squares += Math.pow(unit[i] - sum / (t + 1), 2);
    }
    return bets;
  }

  /**
   * The largest evidence so far against a mean of {@code hypothesis}: natural logarithm of the
   * running maximum of the e-process. The hypothesis falls at {@code ln(1/α)} (Ville's inequality);
   * the maximum itself is no e-value, so it must not be averaged or multiplied with others.
   */
  public double logE(double hypothesis) {
    double mean = (hypothesis - low) / width;
    if (!(mean > 0 && mean < 1)) {
      throw new IllegalArgumentException(
          "mean %s, expected between %s and %s".formatted(hypothesis, low, low + width));
    }
    return Math.max(highest(mean, 1), highest(mean, -1));
  }

  /** Half the capital bets on a mean above (side 1) or below (−1); its highest logarithm so far. */
  private double highest(double mean, int side) {
    double most = STAKE / (side > 0 ? mean : 1 - mean);
    double log = Math.log(0.5);
    double highest = log;
    for (int i = 0; i < unit.length; i++) {
      log += Math.log1p(side * Math.min(bets[i], most) * (unit[i] - mean));
      highest = Math.max(highest, log);
    }
    return highest;
  }

  /**
   * The means never beaten so far, at level {@code 1 − alpha}. Capital bet on a higher mean falls
   * as the hypothesis rises, and the other way round, so both ends are found by halving.
   */
  public Estimate estimate() {
    double beaten = Math.log(1 / alpha);
    double lowest = lastWhere(0, 1, mean -> highest(mean, 1) >= beaten);
    double highest = lastWhere(1, 0, mean -> highest(mean, -1) >= beaten);
    return new Estimate(
        low + width * ClusteredMean.mean(unit),
        low + width * lowest,
        low + width * highest,
        1 - alpha,
        "betting confidence sequence",
        unit.length);
  }

  /** The outer end of the last step, from {@code start} towards {@code end}, that is beaten. */
  private static double lastWhere(double start, double end, DoublePredicate beaten) {
    double inside = end;
    double outside = start;
    for (int i = 0; i < HALVINGS; i++) {
      double place = (inside + outside) / 2;
      if (beaten.test(place)) {
        outside = place;
      } else {
        inside = place;
      }
    }
    return outside;
  }
}
