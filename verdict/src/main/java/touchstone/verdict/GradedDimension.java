package touchstone.verdict;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import touchstone.model.Dimension;
import touchstone.model.Text;
import touchstone.statistics.ClusteredMean;
import touchstone.statistics.Inference;
import touchstone.statistics.TInference;
import touchstone.verdict.CaseScores.Scored;

/** A dimension that grades of answers decide: means of case scores, compared case by case. */
final class GradedDimension {
  static final Text RULE =
      new Text(
          "每个用例按评分细则得 1～5 分（同一用例跑多次的先取平均，空答、拒答计 1 分），维度分是用例分的平均；" + "比较时只用双方都有的用例，逐个相减。",
          "Each case scores 1 to 5 (repeats of a case are averaged first; an empty answer or a"
              + " refusal scores 1) and the dimension is the mean over cases; candidates are"
              + " compared case by case on the cases both have.");

  /**
   * Least sum of squares of scores about their mean, that of two cases one point off. Scores come
   * in steps: a handful of equal ones is no proof that the next will be equal too.
   */
  private static final double LEAST_SQUARES = 2;

  private GradedDimension() {}

  static Measured measure(Dimension dimension, Evidence evidence) {
    Map<String, SortedMap<String, Scored>> all = new LinkedHashMap<>();
    for (Evidence.OfCandidate each : evidence.candidates()) {
      SortedMap<String, Scored> scores = CaseScores.of(each, dimension);
      if (!scores.isEmpty()) {
        all.put(each.id(), scores);
      }
    }
    Map<String, Inference> scores = new LinkedHashMap<>();
    Set<String> shared = shared(all);
    all.forEach((id, own) -> {
      var common = CaseScores.within(own, shared);
      scores.put(id, mean(common.isEmpty() ? own : common));
    });
    return new Measured(scores, differences(all), RULE);
  }

  /** Cases of all candidates that have at least half of the dimension's cases. */
  private static Set<String> shared(Map<String, SortedMap<String, Scored>> all) {
    Set<String> union = new TreeSet<>();
    all.values().forEach(each -> union.addAll(each.keySet()));
    Set<String> shared = new TreeSet<>(union);
    all.values().stream()
        .filter(each -> 2 * each.size() >= union.size())
        .forEach(each -> shared.retainAll(each.keySet()));
    return shared;
  }

  private static Map<Measured.PairKey, Inference> differences(
      Map<String, SortedMap<String, Scored>> all) {
    Map<Measured.PairKey, Inference> differences = new LinkedHashMap<>();
    for (Measured.PairKey pair : pairs(List.copyOf(all.keySet()))) {
      SortedMap<String, Scored> ofPair =
          difference(
              all.getOrDefault(pair.a(), new TreeMap<>()),
              all.getOrDefault(pair.b(), new TreeMap<>()));
      if (!ofPair.isEmpty()) {
        double[] values = CaseScores.values(ofPair);
        int[] clusters = CaseScores.clusters(ofPair);
        Inference exact = ClusteredMean.ofDifferences(values, clusters);
        differences.put(pair, cautious(exact, values));
      }
    }
    return differences;
  }

  private static SortedMap<String, Scored> difference(
      SortedMap<String, Scored> a, SortedMap<String, Scored> b) {
    SortedMap<String, Scored> differences = new TreeMap<>();
    a.forEach((id, one) -> {
      Scored other = b.get(id);
      if (other != null) {
        differences.put(id, new Scored(one.cluster(), one.score() - other.score()));
      }
    });
    return differences;
  }

  static List<Measured.PairKey> pairs(List<String> ids) {
    List<Measured.PairKey> pairs = new java.util.ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      for (int j = i + 1; j < ids.size(); j++) {
        pairs.add(new Measured.PairKey(ids.get(i), ids.get(j)));
      }
    }
    return pairs;
  }

  static Inference mean(SortedMap<String, Scored> scores) {
    double[] values = CaseScores.values(scores);
    return cautious(ClusteredMean.of(values, CaseScores.clusters(scores)), values);
  }

  private static Inference cautious(Inference inference, double[] values) {
    int n = values.length;
    double mean = inference.value();
    double squares = Arrays.stream(values).map(each -> (each - mean) * (each - mean)).sum();
    if (n < 2 || squares >= LEAST_SQUARES || !Double.isFinite(inference.standardError())) {
      return inference;
    }
    double error = Math.sqrt(LEAST_SQUARES / (n - 1) / n);
    return inference.orWider(
        new TInference(mean, error, inference.degreesOfFreedom(), n, inference.method()));
  }
}
