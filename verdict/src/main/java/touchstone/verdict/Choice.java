package touchstone.verdict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import touchstone.model.Dimension;

/**
 * What is decided, before any words.
 *
 * @param winner the candidate to take
 * @param ranking contenders (who does not surely miss a floor), best overall score first
 */
record Choice(Decision decision, Optional<String> winner, Ground ground, List<String> ranking) {

  /** Why it is decided so. */
  enum Ground {
    NOTHING_GRADED,
    NONE_PASSES,
    TOO_MUCH_MISSING,
    ALONE,
    ONLY_ONE_LEFT,
    WON,
    CHEAPER,
    FASTER,
    ONLY_ONE_PASSES,
    EITHER,
    TOO_CLOSE
  }

  static Choice of(Assessment figures) {
    List<String> all = figures.ids();
    if (all.isEmpty() || figures.completeness().nothingGraded()) {
      return new Choice(Decision.UNDECIDED, Optional.empty(), Ground.NOTHING_GRADED, all);
    }
    List<String> ranking = ranked(figures, all);
    boolean enough = figures.completeness().enough();
    boolean whole = enough && !figures.completeness().cut();
    if (all.stream().allMatch(id -> fails(figures, id, whole, enough))) {
      return new Choice(Decision.NONE_GOOD_ENOUGH, Optional.empty(), Ground.NONE_PASSES, ranking);
    }
    if (!enough) {
      return new Choice(Decision.UNDECIDED, Optional.empty(), Ground.TOO_MUCH_MISSING, ranking);
    }
    return amongContenders(figures, all, ranking);
  }

  /**
   * A candidate of which much is missing fails only if the missing part could not save it, and one
   * of which a watched run saw a part only if that is sure.
   */
  private static boolean fails(Assessment figures, String id, boolean whole, boolean enough) {
    return figures.shortfallsOf(id).stream()
        .anyMatch(each -> whole || each.whateverIsMissing() || (enough && each.sure()));
  }

  private static Choice amongContenders(
      Assessment figures, List<String> all, List<String> ranking) {
    List<String> contenders =
        ranking.stream()
            .filter(id -> figures.shortfallsOf(id).stream().noneMatch(Shortfall::sure))
            .toList();
    List<String> passing =
        contenders.stream().filter(id -> figures.shortfallsOf(id).isEmpty()).toList();
    if (all.size() == 1) {
      return new Choice(Decision.EQUIVALENT, Optional.of(all.getFirst()), Ground.ALONE, contenders);
    }
    if (contenders.size() == 1) {
      return new Choice(
          Decision.BETTER, Optional.of(contenders.getFirst()), Ground.ONLY_ONE_LEFT, contenders);
    }
    List<Recommendation.Pair> pairs = figures.overall().pairs();
    for (String id : passing) {
      if (contenders.stream()
          .allMatch(other -> other.equals(id) || Assessment.beats(pairs, id, other))) {
        return new Choice(Decision.BETTER, Optional.of(id), Ground.WON, contenders);
      }
    }
    return amongUnbeaten(figures, contenders, passing);
  }

  private static Choice amongUnbeaten(
      Assessment figures, List<String> contenders, List<String> passing) {
    List<Recommendation.Pair> pairs = figures.overall().pairs();
    List<String> unbeaten =
        contenders.stream()
            .filter(id -> contenders.stream().noneMatch(it -> Assessment.beats(pairs, it, id)))
            .toList();
    List<String> group = unbeaten.stream().filter(passing::contains).toList();
    boolean equal =
        GradedDimension.pairs(unbeaten).stream()
            .allMatch(each ->
                Assessment.pair(pairs, each.a(), each.b())
                    .filter(pair -> pair.decision() == Decision.EQUIVALENT)
                    .isPresent());
    if (!equal || group.isEmpty()) {
      return new Choice(Decision.UNDECIDED, Optional.empty(), Ground.TOO_CLOSE, unbeaten);
    }
    if (group.size() == 1) {
      return new Choice(
          Decision.EQUIVALENT, Optional.of(group.getFirst()), Ground.ONLY_ONE_PASSES, unbeaten);
    }
    Optional<String> cheaper = cheapest(figures, group);
    if (cheaper.isPresent()) {
      return new Choice(Decision.EQUIVALENT, cheaper, Ground.CHEAPER, group);
    }
    Optional<String> faster = fastest(figures, group);
    return new Choice(
        Decision.EQUIVALENT, faster, faster.isPresent() ? Ground.FASTER : Ground.EITHER, group);
  }

  private static Optional<String> cheapest(Assessment figures, List<String> group) {
    List<Double> prices = new ArrayList<>();
    for (String id : group) {
      Recommendation.Cost cost = figures.costs().get(id);
      if (cost == null || cost.perThousandConversations().isEmpty()) {
        return Optional.empty();
      }
      prices.add(cost.perThousandConversations().orElseThrow());
    }
    double least = prices.stream().min(Comparator.naturalOrder()).orElseThrow();
    return prices.stream().filter(each -> each <= least * 1.01).count() == 1
        ? Optional.of(group.get(prices.indexOf(least)))
        : Optional.empty();
  }

  /** Only a decided lead in speed counts. */
  private static Optional<String> fastest(Assessment figures, List<String> group) {
    Recommendation.Compared speed = figures.dimensions().get(Dimension.SPEED);
    return speed == null
        ? Optional.empty()
        : group.stream()
            .filter(id ->
                group.stream()
                    .allMatch(
                        other -> other.equals(id) || Assessment.beats(speed.pairs(), id, other)))
            .findFirst();
  }

  private static List<String> ranked(Assessment figures, List<String> ids) {
    return ids.stream()
        .sorted(
            Comparator.<String>comparingDouble(id -> -figures.score(id))
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }
}
