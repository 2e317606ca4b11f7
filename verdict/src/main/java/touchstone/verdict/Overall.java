package touchstone.verdict;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import touchstone.model.Dimension;
import touchstone.model.Text;
import touchstone.statistics.AnytimeT;
import touchstone.statistics.BettingMean;
import touchstone.statistics.BonferroniSum;
import touchstone.statistics.Inference;
import touchstone.statistics.TInference;
import touchstone.statistics.WeightedSum;

/**
 * The one declared score: the weighted mean over the dimensions that every candidate with graded
 * answers has. The dimensions rest on different cases, so their errors are independent.
 */
final class Overall {
  static final Text RULE =
      new Text(
          "综合分是各维度分按声明的权重加权平均；没有数据的维度，其权重按比例分给其余维度。",
          "The overall score is the mean of the dimensions by their declared weights; the weight of"
              + " a dimension without data is shared out among the others.");

  private Overall() {}

  /** The dimensions that count, with weights that sum to 1. */
  static Map<Dimension, Double> weights(
      Requirements requirements, Map<Dimension, Measured> dimensions, List<String> graded) {
    Map<Dimension, Double> weights = new LinkedHashMap<>();
    dimensions.forEach((dimension, measured) -> {
      double weight = requirements.weight(dimension);
      if (weight > 0 && !graded.isEmpty() && graded.stream().allMatch(measured::has)) {
        weights.put(dimension, weight);
      }
    });
    double sum = weights.values().stream().mapToDouble(Double::doubleValue).sum();
    weights.replaceAll((_, weight) -> weight / sum);
    return weights;
  }

  static Measured measure(
      Map<Dimension, Measured> dimensions,
      Map<Dimension, Double> weights,
      List<String> graded,
      Optional<Watch> watch) {
    Map<String, Inference> scores = new LinkedHashMap<>();
    Map<Measured.PairKey, Inference> differences = new LinkedHashMap<>();
    if (!weights.isEmpty()) {
      for (String id : graded) {
        Map<Dimension, Inference> parts = new LinkedHashMap<>();
        weights.keySet().forEach(each -> put(parts, each, dimensions, id));
        scores.put(id, sum(parts, weights, watch));
      }
      for (Measured.PairKey pair : GradedDimension.pairs(graded)) {
        Map<Dimension, Inference> parts = new LinkedHashMap<>();
        weights.keySet().forEach(each -> put(parts, each, dimensions, pair));
        if (parts.size() == weights.size()) {
          differences.put(pair, sum(parts, weights, watch));
        }
      }
    }
    return new Measured(scores, differences, RULE);
  }

  private static void put(
      Map<Dimension, Inference> parts,
      Dimension dimension,
      Map<Dimension, Measured> dimensions,
      Object key) {
    Measured measured = dimensions.get(dimension);
    if (measured == null) {
      return;
    }
    Inference part =
        key instanceof Measured.PairKey pair
            ? measured.differences().get(pair)
            : measured.scores().get(key);
    if (part != null) {
      parts.put(dimension, part);
    }
  }

  private static Inference sum(
      Map<Dimension, Inference> parts, Map<Dimension, Double> weights, Optional<Watch> watch) {
    Map<Dimension, BettingMean> graded = Blocks.graded(parts);
    if (watch.isEmpty() || graded.isEmpty()) {
      return sum(parts, weights);
    }
    Map<Dimension, Inference> others = new LinkedHashMap<>(parts);
    others.keySet().removeAll(graded.keySet());
    Optional<AnytimeT> blocks = Blocks.sum(graded, weights, watch.get());
    if (blocks.isEmpty()) {
      TInference sum = sum(parts, weights);
      return new TInference(
          sum.value(), Double.POSITIVE_INFINITY, 1, sum.n(), "weighted sum, no block whole");
    }
    return others.isEmpty() ? blocks.get() : BonferroniSum.of(blocks.get(), sum(others, weights));
  }

  private static TInference sum(Map<Dimension, Inference> parts, Map<Dimension, Double> weights) {
    List<Inference> values = new ArrayList<>();
    List<Double> shares = new ArrayList<>();
    int cases = 0;
    for (Map.Entry<Dimension, Inference> each : parts.entrySet()) {
      values.add(each.getValue());
      shares.add(weights.getOrDefault(each.getKey(), 0.0));
      cases += each.getKey().graded() ? each.getValue().n() : 0;
    }
    TInference sum = WeightedSum.of(values, shares);
    return new TInference(
        sum.value(), sum.standardError(), sum.degreesOfFreedom(), cases, sum.method());
  }
}
