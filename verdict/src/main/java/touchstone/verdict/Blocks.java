package touchstone.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import touchstone.model.Dimension;
import touchstone.statistics.AnytimeT;
import touchstone.statistics.BettingMean;
import touchstone.statistics.Inference;

/**
 * The weighted mean of a watched run's graded dimensions, one value a block: each block holds the
 * next units of every dimension, as many as make all dimensions end with the last block of the
 * plan. So every block estimates the same overall score, and the blocks may be watched.
 */
final class Blocks {
  /** Of one dimension, as in a run of fixed size: two cases that are one point off. */
  private static final double LEAST_SQUARES = 2;

  private Blocks() {}

  /**
   * The sum of the weighted dimensions; empty until the first block is whole.
   *
   * @param parts by dimension, graded ones only
   */
  static Optional<AnytimeT> sum(
      Map<Dimension, BettingMean> parts, Map<Dimension, Double> weights, Watch watch) {
    int blocks = parts.keySet().stream().mapToInt(each -> watch.of(each).size()).min().orElse(0);
    double[] sums = new double[blocks];
    int whole = blocks;
    double least = 0;
    int cases = 0;
    for (Map.Entry<Dimension, BettingMean> each : parts.entrySet()) {
      double weight = weights.getOrDefault(each.getKey(), 0.0);
      List<Double> means = means(each.getValue().values(), blocks, watch.of(each.getKey()).size());
      whole = Math.min(whole, means.size());
      for (int i = 0; i < whole; i++) {
        sums[i] += weight * means.get(i);
      }
      double units = (double) watch.of(each.getKey()).size() / blocks;
      least += LEAST_SQUARES * Math.pow(weight / units, 2);
      cases += each.getValue().n();
    }
    return whole == 0
        ? Optional.empty()
        : Optional.of(
            AnytimeT.of(
                IntStream.range(0, whole).mapToDouble(i -> sums[i]).toArray(), least, cases));
  }

  /** Means of the blocks that are whole. */
  private static List<Double> means(double[] values, int blocks, int planned) {
    List<Double> means = new ArrayList<>();
    for (int block = 0; block < blocks; block++) {
      int from = (int) ((long) block * planned / blocks);
      int to = (int) ((long) (block + 1) * planned / blocks);
      if (to > values.length) {
        return means;
      }
      means.add(IntStream.range(from, to).mapToDouble(i -> values[i]).average().orElseThrow());
    }
    return means;
  }

  /** The dimensions whose units came one by one. */
  static Map<Dimension, BettingMean> graded(Map<Dimension, Inference> parts) {
    Map<Dimension, BettingMean> graded = new java.util.EnumMap<>(Dimension.class);
    parts.forEach((dimension, each) -> {
      if (each instanceof BettingMean mean) {
        graded.put(dimension, mean);
      }
    });
    return graded;
  }
}
