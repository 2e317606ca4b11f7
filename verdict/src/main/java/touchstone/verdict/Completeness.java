package touchstone.verdict;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import touchstone.model.Dimension;
import touchstone.model.Grade;
import touchstone.model.Phase;
import touchstone.model.Standing;

/**
 * Whether enough of the plan was answered and graded to compare at all.
 *
 * <p>Cases whose functions a candidate's endpoint refuses are no gap of its own: they leave its
 * plan, and that of every pair with it. So do those that a watched run never put to it: such a run
 * may end anywhere.
 *
 * @param planned distinct cases of the plan, by candidate
 * @param scored distinct cases with a score, by candidate
 * @param shares of the planned trials that carry a score, by candidate
 * @param both share of the planned cases that both have, by pair
 * @param cut whether a watched run ended before all was settled
 */
record Completeness(
    Map<String, Integer> planned,
    Map<String, Integer> scored,
    Map<String, Double> shares,
    Map<Measured.PairKey, Double> both,
    boolean cut) {
  static final double LEAST_BOTH = 0.9;
  static final double MOST_APART = 0.05;
  private static final double ROUNDING = 1e-9;

  static Completeness of(Evidence evidence) {
    int trials = 1;
    Set<String> seen = new HashSet<>();
    Map<String, Set<String>> scored = new LinkedHashMap<>();
    Map<String, Set<String>> refused = new LinkedHashMap<>();
    for (Evidence.OfCandidate each : evidence.candidates()) {
      for (Grade grade : each.grades()) {
        if (isCase(grade)) {
          seen.add(grade.key().caseId());
          trials = Math.max(trials, grade.key().trial() + 1);
        }
      }
      scored.put(each.id(), CaseScores.cases(each));
      refused.put(each.id(), excused(each, evidence));
    }
    int planned =
        Math.max(seen.size(), (int) Math.round((double) evidence.plannedCases() / trials));
    Map<Measured.PairKey, Double> both = new LinkedHashMap<>();
    for (Measured.PairKey pair : GradedDimension.pairs(List.copyOf(scored.keySet()))) {
      Set<String> common = new HashSet<>(scored.getOrDefault(pair.a(), Set.of()));
      common.retainAll(scored.getOrDefault(pair.b(), Set.of()));
      Set<String> impossible = new HashSet<>(refused.getOrDefault(pair.a(), Set.of()));
      impossible.addAll(refused.getOrDefault(pair.b(), Set.of()));
      int possible = planned - impossible.size();
      both.put(pair, possible <= 0 ? 0 : (double) common.size() / possible);
    }
    Map<String, Integer> counts = new LinkedHashMap<>();
    scored.forEach((id, cases) -> counts.put(id, cases.size()));
    Map<String, Double> shares = new LinkedHashMap<>();
    evidence.candidates().forEach(each -> shares.put(each.id(), share(each, evidence)));
    Map<String, Integer> plans = new LinkedHashMap<>();
    evidence
        .candidates()
        .forEach(each -> plans.put(each.id(), planned - leftOut(each, evidence).size()));
    return new Completeness(plans, counts, shares, both, cut(evidence));
  }

  private static boolean cut(Evidence evidence) {
    return evidence.watch().isPresent()
        && evidence.candidates().stream().anyMatch(each -> unasked(each, evidence) > 0);
  }

  /** Trials that should have been put to the candidate and were not. */
  static int unasked(Evidence.OfCandidate candidate, Evidence evidence) {
    Recommendation.Coverage coverage = coverage(candidate, evidence);
    return coverage.skipped() - coverage.settled() - refusedTrials(candidate);
  }

  /**
   * Cases that are no gap of the candidate: refused, or not reached by a run that may end anywhere.
   */
  private static Set<String> excused(Evidence.OfCandidate candidate, Evidence evidence) {
    return evidence
        .watch()
        .map(watch -> notReached(candidate, watch, EnumSet.allOf(Dimension.class)))
        .orElse(candidate.withoutTools());
  }

  /** Cases that the candidate was not to be asked in the end. */
  private static Set<String> leftOut(Evidence.OfCandidate candidate, Evidence evidence) {
    return evidence
        .watch()
        .map(watch -> notReached(candidate, watch, watch.settledFor(candidate.id())))
        .orElse(candidate.withoutTools());
  }

  /** Cases of some dimensions that no trial was put of, and those that were refused. */
  private static Set<String> notReached(
      Evidence.OfCandidate candidate, Watch watch, Set<Dimension> dimensions) {
    Set<String> cases = new HashSet<>();
    watch.units().stream()
        .filter(unit -> dimensions.contains(unit.dimension()))
        .forEach(unit -> cases.addAll(unit.cases()));
    candidate.grades().stream()
        .filter(grade -> isCase(grade) && Arrivals.over(grade, candidate))
        .forEach(grade -> cases.remove(grade.key().caseId()));
    cases.addAll(candidate.withoutTools());
    return cases;
  }

  /** Share of the trials that the candidate could take that carry a score. */
  static double share(Evidence.OfCandidate candidate, Evidence evidence) {
    Recommendation.Coverage coverage = coverage(candidate, evidence);
    int left = evidence.watch().isPresent() ? coverage.skipped() : refusedTrials(candidate);
    int possible = coverage.total() - left;
    return possible <= 0 ? 0 : (double) (coverage.scored() + coverage.modelFail()) / possible;
  }

  /** Trials that the candidate's endpoint refused because their cases offer functions. */
  static int refusedTrials(Evidence.OfCandidate candidate) {
    return (int)
        candidate.grades().stream()
            .filter(each -> isCase(each))
            .filter(each -> each.standing() == Standing.SKIPPED)
            .filter(each -> candidate.withoutTools().contains(each.key().caseId()))
            .count();
  }

  /** Trials of the cases phase by how they ended; what is missing from the plan was skipped. */
  static Recommendation.Coverage coverage(Evidence.OfCandidate candidate, Evidence evidence) {
    Map<Standing, Integer> counts = new EnumMap<>(Standing.class);
    for (Grade grade : candidate.grades()) {
      if (isCase(grade)) {
        counts.merge(grade.standing(), 1, Integer::sum);
      }
    }
    int known = counts.values().stream().mapToInt(Integer::intValue).sum();
    int unknown = Math.max(0, evidence.plannedCases() - known);
    return new Recommendation.Coverage(
        counts.getOrDefault(Standing.SCORED, 0),
        counts.getOrDefault(Standing.MODEL_FAIL, 0),
        counts.getOrDefault(Standing.INFRA_FAIL, 0),
        counts.getOrDefault(Standing.JUDGE_FAIL, 0),
        counts.getOrDefault(Standing.SKIPPED, 0) + unknown,
        evidence.watch().map(watch -> settledTrials(candidate, watch)).orElse(0));
  }

  private static int settledTrials(Evidence.OfCandidate candidate, Watch watch) {
    Set<Dimension> settled = watch.settledFor(candidate.id());
    int planned =
        watch.units().stream()
            .filter(unit -> settled.contains(unit.dimension()))
            .mapToInt(unit -> unit.cases().size() * watch.trials())
            .sum();
    long asked =
        candidate.grades().stream()
            .filter(grade -> settled.contains(grade.dimension()))
            .filter(grade -> isCase(grade) && Arrivals.over(grade, candidate))
            .count();
    return Math.max(0, planned - (int) asked);
  }

  private static boolean isCase(Grade grade) {
    return grade.key().phase() instanceof Phase.Cases && grade.dimension().graded();
  }

  /** Whether a recommendation may be given. */
  boolean enough() {
    return both.values().stream().allMatch(share -> share >= LEAST_BOTH - ROUNDING)
        && (shares.size() > 1 || coveredAlone())
        && apart() <= MOST_APART + ROUNDING;
  }

  private boolean coveredAlone() {
    return shares.values().stream().allMatch(share -> share >= LEAST_BOTH - ROUNDING);
  }

  /** Distance between the best and the worst covered candidate. */
  double apart() {
    double most = shares.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
    double least = shares.values().stream().mapToDouble(Double::doubleValue).min().orElse(0);
    return most - least;
  }

  int missing(String candidate) {
    return Math.max(0, planned.getOrDefault(candidate, 0) - scored.getOrDefault(candidate, 0));
  }

  boolean nothingGraded() {
    return scored.values().stream().allMatch(count -> count == 0);
  }
}
