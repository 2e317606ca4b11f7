package touchstone.verdict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import touchstone.model.Dimension;
import touchstone.statistics.Estimate;

/** All figures that a choice and its sentences rest on. */
record Assessment(
    Requirements requirements,
    Evidence evidence,
    Map<String, Recommendation.Coverage> coverage,
    Completeness completeness,
    Map<String, Recommendation.Cost> costs,
    Map<Dimension, Measured> measured,
    Map<Dimension, Double> weights,
    Measured overallMeasured,
    List<Shortfall> shortfalls,
    Map<Dimension, Recommendation.Compared> dimensions,
    Recommendation.Compared overall) {

  static Assessment of(Requirements requirements, Evidence evidence) {
    Map<String, Recommendation.Coverage> coverage = new LinkedHashMap<>();
    for (Evidence.OfCandidate each : evidence.candidates()) {
      coverage.put(each.id(), Completeness.coverage(each, evidence));
    }
    Completeness completeness = Completeness.of(evidence);
    Map<String, Recommendation.Cost> costs = CostScore.costs(requirements, evidence);
    Map<Dimension, Measured> measured = new LinkedHashMap<>();
    for (Dimension dimension : Dimension.values()) {
      measured.put(dimension, measure(dimension, requirements, evidence, costs));
    }
    List<String> graded =
        evidence.candidates().stream()
            .map(Evidence.OfCandidate::id)
            .filter(id -> completeness.scored().getOrDefault(id, 0) > 0)
            .toList();
    Map<Dimension, Double> weights = Overall.weights(requirements, measured, graded);
    Measured overall = Overall.measure(measured, weights, graded, evidence.watch());
    List<Shortfall> shortfalls =
        Shortfall.of(requirements, byRules(measured, evidence), completeness);
    return new Assessment(
        requirements,
        evidence,
        coverage,
        completeness,
        costs,
        measured,
        weights,
        overall,
        shortfalls,
        compareDimensions(requirements, evidence, measured, shortfalls),
        compareOverall(requirements, evidence, overall, shortfalls));
  }

  /** Floors are absolute: to lose against a better answer does not make one bad. */
  private static Map<Dimension, Measured> byRules(
      Map<Dimension, Measured> measured, Evidence evidence) {
    if (evidence.judged().isEmpty()) {
      return measured;
    }
    Evidence rules = evidence.withoutJudge();
    Map<Dimension, Measured> all = new LinkedHashMap<>(measured);
    all.replaceAll(
        (dimension, each) -> dimension.graded() ? GradedDimension.measure(dimension, rules) : each);
    return all;
  }

  private static Measured measure(
      Dimension dimension,
      Requirements requirements,
      Evidence evidence,
      Map<String, Recommendation.Cost> costs) {
    return switch (dimension) {
      case SEMANTICS, MEMORY, EXPRESSION, ROBUSTNESS ->
          evidence
              .watch()
              .map(watch -> new Arrivals(evidence, watch).measure(dimension, evidence))
              .orElseGet(() -> GradedDimension.measure(dimension, evidence));
      case SPEED -> SpeedScore.measure(requirements, evidence);
      case COST -> CostScore.measure(requirements, costs);
    };
  }

  /**
   * Holm over dimensions × pairs, in two families: the graded dimensions, which the same seeds
   * always decide alike, and speed with cost, whose figures differ from run to run.
   */
  private static Map<Dimension, Recommendation.Compared> compareDimensions(
      Requirements requirements,
      Evidence evidence,
      Map<Dimension, Measured> measured,
      List<Shortfall> shortfalls) {
    int planned = evidence.watch().map(Watch::comparisons).orElse(0);
    Map<Dimension, List<Recommendation.Pair>> decided = new EnumMap<>(Dimension.class);
    decided.putAll(decideFamily(requirements, measured, true, planned));
    decided.putAll(decideFamily(requirements, measured, false, 0));
    Map<Dimension, Recommendation.Compared> dimensions = new LinkedHashMap<>();
    measured.forEach((dimension, each) -> {
      List<String> below =
          each.scores().keySet().stream()
              .filter(id ->
                  shortfalls.stream()
                      .anyMatch(one -> one.candidate().equals(id) && one.dimension() == dimension))
              .toList();
      dimensions.put(dimension, compared(each, decided.getOrDefault(dimension, List.of()), below));
    });
    return dimensions;
  }

  private static Map<Dimension, List<Recommendation.Pair>> decideFamily(
      Requirements requirements, Map<Dimension, Measured> measured, boolean graded, int planned) {
    List<Family.Member> members = new ArrayList<>();
    List<Dimension> owners = new ArrayList<>();
    measured.forEach((dimension, each) -> {
      if (dimension.graded() == graded) {
        each.differences()
            .forEach((pair, difference) -> {
              members.add(new Family.Member(pair, difference));
              owners.add(dimension);
            });
      }
    });
    List<Recommendation.Pair> pairs = Family.decide(members, requirements.margin(), planned);
    Map<Dimension, List<Recommendation.Pair>> byDimension = new EnumMap<>(Dimension.class);
    for (int i = 0; i < owners.size(); i++) {
      byDimension.computeIfAbsent(owners.get(i), _ -> new ArrayList<>()).add(pairs.get(i));
    }
    return byDimension;
  }

  /** The declared overall score is a family of its own: the pairs. */
  private static Recommendation.Compared compareOverall(
      Requirements requirements, Evidence evidence, Measured overall, List<Shortfall> shortfalls) {
    List<Family.Member> members = new ArrayList<>();
    overall.differences().forEach((pair, each) -> members.add(new Family.Member(pair, each)));
    int planned = evidence.watch().map(Watch::pairs).orElse(0);
    List<Recommendation.Pair> pairs = Family.decide(members, requirements.margin(), planned);
    List<String> below =
        overall.scores().keySet().stream()
            .filter(id -> shortfalls.stream().anyMatch(each -> each.candidate().equals(id)))
            .toList();
    return compared(overall, pairs, below);
  }

  private static Recommendation.Compared compared(
      Measured measured, List<Recommendation.Pair> pairs, List<String> below) {
    Map<String, Estimate> scores = new LinkedHashMap<>();
    measured
        .scores()
        .forEach(
            (id, each) -> scores.put(id, Family.within(each.estimate(1 - Family.ALPHA), 1, 5)));
    Optional<String> best =
        scores.keySet().stream()
            .filter(id -> scores.size() > 1)
            .filter(id ->
                scores.keySet().stream()
                    .allMatch(other -> other.equals(id) || beats(pairs, id, other)))
            .findFirst();
    boolean none = !scores.isEmpty() && below.size() == scores.size();
    boolean equal =
        !pairs.isEmpty() && pairs.stream().allMatch(each -> each.decision() == Decision.EQUIVALENT);
    Decision decision =
        none
            ? Decision.NONE_GOOD_ENOUGH
            : best.isPresent() ? Decision.BETTER : equal ? Decision.EQUIVALENT : Decision.UNDECIDED;
    return new Recommendation.Compared(
        decision, decision == Decision.BETTER ? best : Optional.empty(), scores, below, pairs);
  }

  static Optional<Recommendation.Pair> pair(
      List<Recommendation.Pair> pairs, String one, String other) {
    return pairs.stream()
        .filter(each ->
            (each.a().equals(one) && each.b().equals(other))
                || (each.a().equals(other) && each.b().equals(one)))
        .findFirst();
  }

  /** Whether the first is decidedly better than the second. */
  static boolean beats(List<Recommendation.Pair> pairs, String one, String other) {
    return pair(pairs, one, other)
        .filter(each -> each.decision() == Decision.BETTER)
        .filter(each -> each.a().equals(one) == each.difference().value() > 0)
        .isPresent();
  }

  /** The point by which the first leads the second in a dimension. */
  OptionalDouble lead(Dimension dimension, String one, String other) {
    Recommendation.Compared compared = dimensions.get(dimension);
    if (compared == null) {
      return OptionalDouble.empty();
    }
    return pair(compared.pairs(), one, other)
        .map(each ->
            OptionalDouble.of(
                each.a().equals(one) ? each.difference().value() : -each.difference().value()))
        .orElse(OptionalDouble.empty());
  }

  List<Shortfall> shortfallsOf(String candidate) {
    return shortfalls.stream()
        .filter(each -> each.candidate().equals(candidate))
        .sorted(Comparator.comparing(each -> !each.sure()))
        .toList();
  }

  List<String> ids() {
    return evidence.candidates().stream().map(Evidence.OfCandidate::id).toList();
  }

  /** The name that people read; a selection sees to it that no two share one. */
  String name(String id) {
    return evidence.candidates().stream()
        .filter(each -> each.id().equals(id))
        .map(each -> each.candidate().label())
        .findFirst()
        .orElse(id);
  }

  double score(String id) {
    return overallMeasured.has(id) ? overallMeasured.score(id) : 0;
  }
}
