package touchstone.statistics;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.statistics.distribution.FDistribution;

/**
 * Where a rising straight line through noisy points crosses zero, with Fieller's interval ("Some
 * problems in interval estimation", JRSS B 1954): all the places where the line is not
 * significantly off zero. Repeated points tell noise from bending (Fisher's test of lack of fit).
 *
 * @param value the crossing; NaN where the line does not rise
 * @param low negative infinity where the points do not bound it, as with {@code high}
 * @param slope of the line
 * @param deviation of a point from it
 * @param repeats points beyond the first of their place
 * @param straight false where the points bend more than their own noise explains
 */
public record ZeroCrossing(
    double value,
    double low,
    double high,
    double slope,
    double deviation,
    int repeats,
    boolean straight) {
  private static final double BENT = 0.99;

  /**
   * The crossing by least squares.
   *
   * @param x places, at least three points at two places or more
   * @param y heights there
   * @param leastDeviation the noise that a point has at least, above 0
   * @param level confidence of the interval
   */
  public static ZeroCrossing of(double[] x, double[] y, double leastDeviation, double level) {
    int n = x.length;
    double middle = Arrays.stream(x).average().orElseThrow();
    double height = Arrays.stream(y).average().orElseThrow();
    double spread = 0;
    double product = 0;
    for (int i = 0; i < n; i++) {
      spread += (x[i] - middle) * (x[i] - middle);
      product += (x[i] - middle) * (y[i] - height);
    }
    if (n < 3 || !(spread > 0) || !(leastDeviation > 0)) {
      throw new IllegalArgumentException(
          n + " points over " + spread + ", expected 3 at 2 places and a noise above 0");
    }
    double slope = product / spread;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double off = y[i] - height - slope * (x[i] - middle);
      squares += off * off;
    }
    double deviation = Math.max(leastDeviation, Math.sqrt(squares / (n - 2)));
    double t = StudentT.quantile(1 - (1 - level) / 2, n - 2);
    double[] ends = fieller(height, slope, t * deviation, n, spread);
    Noise noise = Noise.of(x, y);
    return new ZeroCrossing(
        slope > 0 ? middle - height / slope : Double.NaN,
        middle + ends[0],
        middle + ends[1],
        slope,
        deviation,
        noise.repeats(),
        noise.explains(squares, leastDeviation));
  }

  private static double[] fieller(double a, double b, double reach, int n, double spread) {
    double square = b * b - reach * reach / spread;
    if (!(b > 0) || !(square > 0)) {
      return new double[] {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY};
    }
    double root = Math.sqrt(Math.max(0, a * a * b * b - square * (a * a - reach * reach / n)));
    return new double[] {(-a * b - root) / square, (-a * b + root) / square};
  }

  /** What points at the same place say of the noise. */
  private record Noise(double squares, int repeats, int places) {
    static Noise of(double[] x, double[] y) {
      Map<Double, double[]> groups = new TreeMap<>();
      for (int i = 0; i < x.length; i++) {
        groups.merge(x[i], new double[] {y[i]}, Noise::joined);
      }
      double squares = 0;
      for (double[] each : groups.values()) {
        double mean = Arrays.stream(each).average().orElseThrow();
        squares += Arrays.stream(each).map(value -> (value - mean) * (value - mean)).sum();
      }
      return new Noise(squares, x.length - groups.size(), groups.size());
    }

    private static double[] joined(double[] some, double[] more) {
      double[] both = Arrays.copyOf(some, some.length + more.length);
      System.arraycopy(more, 0, both, some.length, more.length);
      return both;
    }

    boolean explains(double residual, double leastDeviation) {
      if (places < 3 || repeats == 0) {
        return true;
      }
      double pure = Math.max(leastDeviation * leastDeviation, squares / repeats);
      double bend = Math.max(0, residual - squares) / (places - 2);
      return bend / pure
          <= FDistribution.of(places - 2, repeats).inverseCumulativeProbability(BENT);
    }
  }
}
