package touchstone.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A draw of a fixed size in which some are more likely than others and each chance is known: every
 * n-th step of the summed chances in random order (Hartley and Rao, "Sampling with unequal
 * probabilities and without replacement", Annals of Mathematical Statistics 1962).
 */
public final class UnequalDraw {
  private UnequalDraw() {}

  /**
   * The chance of each to be among {@code size} drawn ones: in proportion to its weight, at most 1.
   *
   * @param weights above 0
   * @param size at least 1; all are certain where it is not below their number
   */
  public static double[] probabilities(double[] weights, int size) {
    double[] chances = new double[weights.length];
    if (size >= weights.length) {
      Arrays.fill(chances, 1);
      return chances;
    }
    boolean[] certain = new boolean[weights.length];
    boolean settled = false;
    while (!settled) {
      double rest = 0;
      int left = size;
      for (int i = 0; i < weights.length; i++) {
        rest += certain[i] ? 0 : weights[i];
        left -= certain[i] ? 1 : 0;
      }
      settled = true;
      for (int i = 0; i < weights.length; i++) {
        chances[i] = certain[i] ? 1 : left * weights[i] / rest;
        if (chances[i] > 1) {
          certain[i] = true;
          settled = false;
        }
      }
    }
    return chances;
  }

  /**
   * The places of those that are drawn, in rising order; as many as the chances sum to, give or
   * take one where that is no whole number.
   */
  public static List<Integer> drawn(double[] probabilities, RandomGenerator random) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < probabilities.length; i++) {
      order.add(random.nextInt(i + 1), i);
    }
    List<Integer> drawn = new ArrayList<>();
    double next = random.nextDouble();
    double sum = 0;
    for (int i : order) {
      sum += probabilities[i];
      if (sum > next + 1e-12 || probabilities[i] >= 1) {
        drawn.add(i);
        next += 1;
      }
    }
    drawn.sort(null);
    return drawn;
  }
}
