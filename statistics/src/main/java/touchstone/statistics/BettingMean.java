package touchstone.statistics;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.function.DoublePredicate;

/**
 * The mean of values with known bounds, which may be looked at after every one of them: what is won
 * by betting against a hypothetical mean, and the confidence sequence of the means that were never
 * beaten (Waudby-Smith and Ramdas, "Estimating means of bounded random variables by betting", JRSS
 * B 2024). A bettor stakes the same share of its capital on every value; the capital is spread over
 * several shares (Ryu and Bhatt, "On confidence sequences for bounded random processes via
 * universal gambling strategies", IEEE Transactions on Information Theory 2024), half of it on
 * means above the hypothesis and half on means below.
 *
 * <p>Whatever the values' distribution, ties and steps included, no true mean is ever beaten with
 * probability {@code level}: the capital against it is a martingale (Ville 1939). Because a share
 * never changes this also holds where the values' own means differ, as they do where kinds of cases
 * take turns, for the average of those means: {@code Π(1 + λ(μᵢ − m)) ≤ exp(λ·Σ(μᵢ − m))}. The
 * order counts; p-values only ever fall, so that Holm's procedure may be applied at every look.
 */
public final class BettingMean implements Inference {
  /** Shares of the capital that are staked, of what a bettor may stake without going bankrupt. */
  private static final double[] SHARES = {0.15, 0.4, 0.7, 0.95};

  private static final int HALVINGS = 40;
  private static final int MOST = 1_000_000;

  private final double[] unit;
  private final double low;
  private final double width;
  private final int cases;

  private BettingMean(double[] unit, double low, double width, int cases) {
    this.unit = unit;
    this.low = low;
    this.width = width;
    this.cases = cases;
  }

  /**
   * The values seen so far, in the order in which they came.
   *
   * @param values at least one, each from {@code low} to {@code high}
   */
  public static BettingMean of(double[] values, double low, double high) {
    return of(values, low, high, values.length);
  }

  /**
   * The same where a value is the mean of several cases that belong together.
   *
   * @param cases behind all values
   */
  public static BettingMean of(double[] values, double low, double high, int cases) {
    if (!(low < high) || values.length == 0 || cases < values.length) {
      throw new IllegalArgumentException(
          "%d values of %d cases from %s to %s; expected at least 1, as many cases, ascending"
              .formatted(values.length, cases, low, high));
    }
    double[] unit = new double[values.length];
    for (int i = 0; i < unit.length; i++) {
      if (!(values[i] >= low && values[i] <= high)) {
        throw new IllegalArgumentException(
            "value %s at %d, expected %s to %s".formatted(values[i], i, low, high));
      }
      unit[i] = (values[i] - low) / (high - low);
    }
    return new BettingMean(unit, low, high - low, cases);
  }

  /** The values in their order. */
  public double[] values() {
    return Arrays.stream(unit).map(each -> low + width * each).toArray();
  }

  @Override
  public double value() {
    return low + width * ClusteredMean.mean(unit);
  }

  /** Of the mean as if its size had been fixed, for what follows after the run. */
  @Override
  public double standardError() {
    return unit.length == 1
        ? Double.POSITIVE_INFINITY
        : width * deviation(unit) / Math.sqrt(unit.length);
  }

  @Override
  public double degreesOfFreedom() {
    return Math.max(1, unit.length - 1);
  }

  @Override
  public int n() {
    return cases;
  }

  @Override
  public String method() {
    return "betting confidence sequence";
  }

  @Override
  public double pValue(double hypothesis) {
    return Math.min(pValueAtMost(hypothesis), pValueAtLeast(hypothesis));
  }

  @Override
  public double pValueAtMost(double hypothesis) {
    return p((hypothesis - low) / width, 1);
  }

  @Override
  public double pValueAtLeast(double hypothesis) {
    return p(1 - (hypothesis - low) / width, -1);
  }

  /** Of a mean of {@code hypothesis} at most, of the values as they are (1) or mirrored (−1). */
  private double p(double hypothesis, int side) {
    if (hypothesis <= 0) {
      return hypothesis < 0 || Arrays.stream(unit).anyMatch(each -> turned(each, side) > 0) ? 0 : 1;
    }
    return hypothesis >= 1 ? 1 : Math.min(1, 2 / highest(hypothesis, side));
  }

  private static double turned(double value, int side) {
    return side > 0 ? value : 1 - value;
  }

  /** The most that a capital of 1 has been so far which bets on a mean above the hypothesis. */
  private double highest(double hypothesis, int side) {
    double[] capital = new double[SHARES.length];
    Arrays.fill(capital, 1.0 / SHARES.length);
    double highest = 1;
    for (double each : unit) {
      double gain = turned(each, side) / hypothesis - 1;
      double sum = 0;
      for (int k = 0; k < SHARES.length; k++) {
        capital[k] *= 1 + SHARES[k] * gain;
        sum += capital[k];
      }
      highest = Math.max(highest, sum);
    }
    return highest;
  }

  /**
   * The means never beaten so far. What is won against a mean falls as it rises towards the values,
   * so both ends are found by halving.
   */
  @Override
  public Estimate estimate(double level) {
    double beaten = 2 / (1 - level);
    double lowest = lastWhere(mean -> highest(mean, 1) >= beaten);
    double highest = 1 - lastWhere(mean -> highest(mean, -1) >= beaten);
    return new Estimate(
        value(),
        low + width * Math.min(lowest, highest),
        low + width * Math.max(lowest, highest),
        level,
        method(),
        cases);
  }

  /** The largest mean, from 0 upwards, that is beaten; 0 where none is. */
  private static double lastWhere(DoublePredicate beaten) {
    double outside = 0;
    double inside = 1;
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

  /**
   * If the values to come are like those before: the logarithm of what is staked at each share then
   * grows straight, by the mean of what a value adds to it, with the spread of that.
   */
  @Override
  public OptionalInt casesToDecide(double margin, double level, double power) {
    double value = value();
    double units;
    if (Math.abs(value) > margin) {
      int side = value > 0 ? 1 : -1;
      units = unitsToBeat(margin(side * margin, side), side, level, power);
    } else {
      units =
          Math.max(
              unitsToBeat(margin(margin, -1), -1, level, power),
              unitsToBeat(margin(-margin, 1), 1, level, power));
    }
    double needed = Math.ceil(units * cases / unit.length);
    return needed <= MOST ? OptionalInt.of((int) needed) : OptionalInt.empty();
  }

  private double margin(double hypothesis, int side) {
    return turned((hypothesis - low) / width, side);
  }

  private double unitsToBeat(double hypothesis, int side, double level, double power) {
    if (!(hypothesis > 0 && hypothesis < 1)) {
      return hypothesis <= 0 ? 0 : Double.POSITIVE_INFINITY;
    }
    double[] growths = new double[SHARES.length];
    double[] spreads = new double[SHARES.length];
    for (int k = 0; k < SHARES.length; k++) {
      double share = SHARES[k];
      double[] gains =
          Arrays.stream(unit)
              .map(each -> Math.log1p(share * (turned(each, side) / hypothesis - 1)))
              .toArray();
      growths[k] = ClusteredMean.mean(gains);
      spreads[k] = unit.length == 1 ? 0 : StudentT.normalQuantile(power) * deviation(gains);
    }
    int units = 1;
    while (units < MOST && capital(growths, spreads, units) < 2 / (1 - level)) {
      units += 1 + units / 100;
    }
    return units < MOST ? units : Double.POSITIVE_INFINITY;
  }

  private static double capital(double[] growths, double[] spreads, int units) {
    double sum = 0;
    for (int k = 0; k < growths.length; k++) {
      sum += Math.exp(growths[k] * units - spreads[k] * Math.sqrt(units)) / growths.length;
    }
    return sum;
  }

  private static double deviation(double[] values) {
    double mean = ClusteredMean.mean(values);
    double squares = Arrays.stream(values).map(each -> (each - mean) * (each - mean)).sum();
    return Math.sqrt(squares / (values.length - 1));
  }
}
