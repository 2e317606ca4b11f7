package touchstone.verdict;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import touchstone.model.Dimension;
import touchstone.statistics.Estimate;

/**
 * What a watched run need not ask a candidate any more. A dimension is settled for it once every
 * pair with a candidate that was measured before is decided there, its floor is surely kept or
 * surely missed, and, where the dimension has a weight, the overall score of every such pair is
 * decided too. A pair that has no more cases to come holds nothing up. The decisions are those that
 * the report will print. Pure.
 */
public final class Settling {
  private final Assessment figures;
  private final Arrivals arrivals;
  private final String candidate;
  private final List<String> others;

  private Settling(Requirements requirements, Evidence evidence, Watch watch, String candidate) {
    this.figures = Assessment.of(requirements, evidence);
    this.arrivals = new Arrivals(evidence, watch);
    this.candidate = candidate;
    this.others =
        evidence.candidates().stream()
            .filter(each -> !each.id().equals(candidate) && !CaseScores.cases(each).isEmpty())
            .map(Evidence.OfCandidate::id)
            .toList();
  }

  /** The settled dimensions; none for the first candidate and in a run of fixed size. */
  public static Set<Dimension> of(Requirements requirements, Evidence evidence, String candidate) {
    Optional<Watch> watch = evidence.watch();
    return watch.isEmpty()
        ? Set.of()
        : new Settling(requirements, evidence, watch.get(), candidate).settled();
  }

  private Set<Dimension> settled() {
    Set<Dimension> settled = EnumSet.noneOf(Dimension.class);
    if (!others.isEmpty()) {
      boolean overall = others.stream().allMatch(this::overallDone);
      figures
          .dimensions()
          .forEach((dimension, compared) -> {
            boolean free = overall || figures.requirements().weight(dimension) == 0;
            if (dimension.graded() && free && floorDone(dimension, compared)) {
              boolean done =
                  others.stream()
                      .allMatch(other ->
                          decided(compared, other)
                              || !arrivals.canGain(dimension, candidate, other));
              if (done) {
                settled.add(dimension);
              }
            }
          });
    }
    return settled;
  }

  private boolean overallDone(String other) {
    return decided(figures.overall(), other)
        || figures.weights().keySet().stream()
            .filter(Dimension::graded)
            .noneMatch(dimension -> arrivals.canGain(dimension, candidate, other));
  }

  private boolean decided(Recommendation.Compared compared, String other) {
    return Assessment.pair(compared.pairs(), candidate, other)
        .filter(pair -> pair.decision() != Decision.UNDECIDED)
        .isPresent();
  }

  private boolean floorDone(Dimension dimension, Recommendation.Compared compared) {
    Estimate score = compared.scores().get(candidate);
    double floor = figures.requirements().floor(dimension);
    return score != null && (score.low() >= floor || score.high() < floor);
  }
}
