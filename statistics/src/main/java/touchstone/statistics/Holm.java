package touchstone.statistics;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Several tests at one family-wise error rate (Holm, "A simple sequentially rejective multiple test
 * procedure", Scandinavian Journal of Statistics 1979).
 */
public final class Holm {
  private Holm() {}

  /** Each p-value adjusted: at most α exactly where the procedure rejects at α. */
  public static double[] adjust(double[] pValues) {
    double[] adjusted = new double[pValues.length];
    double largest = 0;
    int left = pValues.length;
    for (int i : ascending(pValues)) {
      largest = Math.max(largest, Math.min(1, left * pValues[i]));
      adjusted[i] = largest;
      left--;
    }
    return adjusted;
  }

  /**
   * The error rate that each test got: α over the number of tests not yet rejected when its turn
   * came. {@code 1 −} it is the confidence of its interval; all that stay unrejected share one.
   */
  public static double[] levels(double[] pValues, double alpha) {
    double[] levels = new double[pValues.length];
    int left = pValues.length;
    boolean rejecting = true;
    for (int i : ascending(pValues)) {
      levels[i] = alpha / left;
      rejecting = rejecting && pValues[i] <= levels[i];
      if (rejecting && left > 1) {
        left--;
      }
    }
    return levels;
  }

  private static List<Integer> ascending(double[] pValues) {
    return IntStream.range(0, pValues.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> pValues[i]))
        .toList();
  }
}
