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

  static final Text JUDGED_RULE =
      new Text(
          RULE.zh()
              + "裁判把双方的回答正反两种顺序各看一遍，判赢的一题加半分、判输的减半分，平局不动；"
              + "平均下来的净胜按考裁判时测得的差错校正，裁判自己的误差并入区间。底线只看规则分。",
          RULE.en()
              + " A judge compared the answers in both orders: the one that it finds better gains"
              + " half a point, the other loses as much, a tie moves nothing; the mean balance is"
              + " corrected for the errors that the judge made on trial, and its own error is in"
              + " the interval. Floors look at the rules' score alone.");

  /**
   * Least sum of squares of scores about their mean, that of two cases one point off. Scores come
   * in steps: a handful of equal ones is no proof that the next will be equal too.
   */
  private static final double LEAST_SQUARES = 2;

  private GradedDimension() {}

  static Measured measure(Dimension dimension, Evidence evidence) {
    Map<String, SortedMap<String, Scored>> all = scores(dimension, evidence);
    Map<Measured.PairKey, SortedMap<String, Scored>> byCase = differencesByCase(all);
    Map<Measured.PairKey, JudgePart> judge = new LinkedHashMap<>();
    evidence
        .judged()
        .ifPresent(judged ->
            byCase.forEach((pair, cases) ->
                JudgePart.of(judged, pair, cases).ifPresent(part -> judge.put(pair, part))));
    Map<String, Inference> scores = new LinkedHashMap<>();
    Set<String> shared = shared(all);
    all.forEach((id, own) -> {
      var common = CaseScores.within(own, shared);
      scores.put(id, score(id, common.isEmpty() ? own : common, judge));
    });
    Map<Measured.PairKey, Inference> differences = new LinkedHashMap<>();
    byCase.forEach((pair, cases) -> {
      JudgePart part = judge.get(pair);
      differences.put(
          pair,
          part == null
              ? difference(cases, 0)
              : difference(moved(cases, part.shifts(), 1), part.excess()));
    });
    return new Measured(scores, differences, judge.isEmpty() ? RULE : JUDGED_RULE);
  }

  /** Scores by case of every candidate that has any. */
  static Map<String, SortedMap<String, Scored>> scores(Dimension dimension, Evidence evidence) {
    Map<String, SortedMap<String, Scored>> all = new LinkedHashMap<>();
    for (Evidence.OfCandidate each : evidence.candidates()) {
      SortedMap<String, Scored> scores = CaseScores.of(each, dimension);
      if (!scores.isEmpty()) {
        all.put(each.id(), scores);
      }
    }
    return all;
  }

  /** A candidate's mean, moved by half of what a judge moves its differences, over its rivals. */
  private static Inference score(
      String id, SortedMap<String, Scored> own, Map<Measured.PairKey, JudgePart> judge) {
    SortedMap<String, Scored> moved = own;
    double excess = 0;
    long rivals = judge.keySet().stream().filter(pair -> has(pair, id)).count();
    for (Map.Entry<Measured.PairKey, JudgePart> each : judge.entrySet()) {
      if (has(each.getKey(), id)) {
        double half = 0.5 / rivals;
        moved = moved(moved, each.getValue().shifts(), each.getKey().a().equals(id) ? half : -half);
        excess += half * each.getValue().excess();
      }
    }
    return JudgePart.widened(mean(moved), excess);
  }

  private static boolean has(Measured.PairKey pair, String id) {
    return pair.a().equals(id) || pair.b().equals(id);
  }

  private static SortedMap<String, Scored> moved(
      SortedMap<String, Scored> scores, Map<String, Double> shifts, double times) {
    SortedMap<String, Scored> moved = new TreeMap<>();
    scores.forEach((id, each) ->
        moved.put(
            id, new Scored(each.cluster(), each.score() + times * shifts.getOrDefault(id, 0.0))));
    return moved;
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

  /** Differences by case of every pair that has cases in common. */
  static Map<Measured.PairKey, SortedMap<String, Scored>> differencesByCase(
      Map<String, SortedMap<String, Scored>> all) {
    Map<Measured.PairKey, SortedMap<String, Scored>> differences = new LinkedHashMap<>();
    for (Measured.PairKey pair : pairs(List.copyOf(all.keySet()))) {
      SortedMap<String, Scored> ofPair =
          difference(
              all.getOrDefault(pair.a(), new TreeMap<>()),
              all.getOrDefault(pair.b(), new TreeMap<>()));
      if (!ofPair.isEmpty()) {
        differences.put(pair, ofPair);
      }
    }
    return differences;
  }

  /**
   * The mean of some differences.
   *
   * @param excess standard error to add to that of their spread
   */
  static Inference difference(SortedMap<String, Scored> cases, double excess) {
    double[] values = CaseScores.values(cases);
    int[] clusters = CaseScores.clusters(cases);
    Inference exact = ClusteredMean.ofDifferences(values, clusters);
    return JudgePart.widened(cautious(exact, values), excess);
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
