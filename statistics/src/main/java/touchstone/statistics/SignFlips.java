package touchstone.statistics;

import java.util.Arrays;

/**
 * The mean of a few clusters of differences, tested by flipping the sign of whole clusters in all
 * 2^C ways (Fisher, "The Design of Experiments", 1935), and the interval that inverts the test.
 *
 * <p>A flip of some clusters is at least as extreme as the data for exactly those hypotheses that
 * lie between the mean of the flipped and the mean of the other clusters, so the 2^C such pairs
 * give the p-value and the interval without search. With C clusters no p-value is below 2/2^C: the
 * interval is then unbounded.
 */
public final class SignFlips implements Inference {
  private static final int MOST = 20;

  private final TInference mean;
  private final double[] lows;
  private final double[] highs;

  private SignFlips(TInference mean, double[] lows, double[] highs) {
    this.mean = mean;
    this.lows = lows;
    this.highs = highs;
  }

  /**
   * The test of some differences.
   *
   * @param clusters of each value, numbered from 0 without gaps, at most 20 of them
   */
  public static SignFlips of(double[] values, int[] clusters) {
    int c = ClusteredMean.count(clusters);
    if (c > MOST) {
      throw new IllegalArgumentException(c + " clusters, expected at most " + MOST);
    }
    double[] sums = new double[c];
    int[] sizes = new int[c];
    for (int i = 0; i < values.length; i++) {
      sums[clusters[i]] += values[i];
      sizes[clusters[i]]++;
    }
    double[] lows = new double[1 << c];
    double[] highs = new double[1 << c];
    for (int flipped = 0; flipped < lows.length; flipped++) {
      double one = meanOf(sums, sizes, flipped);
      double other = meanOf(sums, sizes, ~flipped);
      boolean whole = Double.isNaN(one) || Double.isNaN(other);
      lows[flipped] = whole ? Double.NEGATIVE_INFINITY : Math.min(one, other);
      highs[flipped] = whole ? Double.POSITIVE_INFINITY : Math.max(one, other);
    }
    Arrays.sort(lows);
    Arrays.sort(highs);
    return new SignFlips(ClusteredMean.of(values, clusters), lows, highs);
  }

  private static double meanOf(double[] sums, int[] sizes, int members) {
    double sum = 0;
    int size = 0;
    for (int c = 0; c < sums.length; c++) {
      if ((members >> c & 1) == 1) {
        sum += sums[c];
        size += sizes[c];
      }
    }
    return sum / size;
  }

  @Override
  public double value() {
    return mean.value();
  }

  /** Of the clustered mean, for sums of several inferences. */
  @Override
  public double standardError() {
    return mean.standardError();
  }

  @Override
  public double degreesOfFreedom() {
    return mean.degreesOfFreedom();
  }

  @Override
  public int n() {
    return mean.n();
  }

  @Override
  public String method() {
    return "exact sign flips";
  }

  @Override
  public double pValue(double hypothesis) {
    double slack = 1e-9 * Math.max(1, Math.abs(hypothesis));
    long asExtreme =
        hypothesis <= value()
            ? Arrays.stream(lows).filter(low -> low <= hypothesis + slack).count()
            : Arrays.stream(highs).filter(high -> high >= hypothesis - slack).count();
    return (double) asExtreme / lows.length;
  }

  /** No p-value of C clusters is below 2/2^C. */
  @Override
  public int leastCases(double level) {
    return (int) Math.ceil(Math.log(2 / (1 - level)) / Math.log(2) - 1e-9);
  }

  @Override
  public Estimate estimate(double level) {
    int rank = (int) Math.floor((1 - level) * lows.length + 1e-9);
    double low = Math.min(value(), lows[rank]);
    double high = Math.max(value(), highs[highs.length - 1 - rank]);
    return new Estimate(value(), low, high, level, method(), n());
  }
}
