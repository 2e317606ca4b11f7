package touchstone.verdict;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import touchstone.model.Dimension;
import touchstone.model.Grade;
import touchstone.model.Phase;
import touchstone.model.Standing;
import touchstone.model.Text;
import touchstone.statistics.BettingMean;
import touchstone.statistics.Inference;
import touchstone.verdict.CaseScores.Scored;

/**
 * A watched run's scores in the order in which their units came. A unit counts from when all its
 * trials are over, so that no value changes after somebody looked at it.
 */
final class Arrivals {
  private static final double LEAST = 1;
  private static final double MOST = 5;

  static final Text RULE =
      new Text(
          "每个用例按评分细则得 1～5 分（同一用例跑多次的先取平均，空答、拒答计 1 分），同一情境的几个变体取平均、只算一次，"
              + "按固定的先后顺序逐个计入；比较时只用双方都答完的，逐个相减。区间随时看都成立。",
          "Each case scores 1 to 5 (repeats of a case are averaged first; an empty answer or a"
              + " refusal scores 1); variants of one situation are averaged and count once, in an"
              + " order fixed beforehand. Candidates are compared one by one on what both have"
              + " finished. The intervals hold whenever one looks.");

  private final Watch watch;
  private final Map<String, Map<String, Integer>> trials = new HashMap<>();

  Arrivals(Evidence evidence, Watch watch) {
    this.watch = watch;
    for (Evidence.OfCandidate each : evidence.candidates()) {
      Map<String, Integer> own = new HashMap<>();
      each.grades().stream()
          .filter(grade -> grade.key().phase() instanceof Phase.Cases && over(grade, each))
          .forEach(grade -> own.merge(grade.key().caseId(), 1, Integer::sum));
      trials.put(each.id(), own);
    }
  }

  /** Whether a trial was put to the candidate, whatever came of it. */
  static boolean over(Grade grade, Evidence.OfCandidate candidate) {
    return grade.standing() != Standing.SKIPPED
        || candidate.withoutTools().contains(grade.key().caseId());
  }

  /** Whether all trials of a unit are over for a candidate. */
  boolean complete(Watch.Unit unit, String candidate) {
    Map<String, Integer> own = trials.getOrDefault(candidate, Map.of());
    return unit.cases().stream().allMatch(each -> own.getOrDefault(each, 0) >= watch.trials());
  }

  /** Whether one candidate still has units to come that another has finished. */
  boolean canGain(Dimension dimension, String candidate, String other) {
    return watch.of(dimension).stream()
        .anyMatch(each -> complete(each, other) && !complete(each, candidate));
  }

  /** Scores and differences of a dimension. */
  Measured measure(Dimension dimension, Evidence evidence) {
    Map<String, SortedMap<String, Scored>> all = GradedDimension.scores(dimension, evidence);
    Map<String, Inference> scores = new LinkedHashMap<>();
    all.forEach((id, own) ->
        mean(dimension, own, LEAST, MOST, List.of(id)).ifPresent(each -> scores.put(id, each)));
    Map<Measured.PairKey, Inference> differences = new LinkedHashMap<>();
    GradedDimension.differencesByCase(all)
        .forEach((pair, cases) ->
            mean(dimension, cases, LEAST - MOST, MOST - LEAST, List.of(pair.a(), pair.b()))
                .ifPresent(each -> differences.put(pair, each)));
    return new Measured(scores, differences, RULE);
  }

  private Optional<BettingMean> mean(
      Dimension dimension, Map<String, Scored> cases, double low, double high, List<String> who) {
    List<Double> values = new ArrayList<>();
    int counted = 0;
    for (Watch.Unit unit : watch.of(dimension)) {
      if (who.stream().allMatch(each -> complete(unit, each))) {
        List<String> known = unit.cases().stream().filter(cases::containsKey).toList();
        OptionalDouble mean = known.stream().mapToDouble(id -> score(cases, id)).average();
        mean.ifPresent(values::add);
        counted += known.size();
      }
    }
    return values.isEmpty()
        ? Optional.empty()
        : Optional.of(
            BettingMean.of(
                values.stream().mapToDouble(each -> Math.clamp(each, low, high)).toArray(),
                low,
                high,
                counted));
  }

  private static double score(Map<String, Scored> cases, String id) {
    Scored scored = cases.get(id);
    return scored == null ? 0 : scored.score();
  }
}
