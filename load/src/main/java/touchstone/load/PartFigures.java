package touchstone.load;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import touchstone.model.Outcome;

/**
 * The figures of some of a level's requests, reported beside those of the whole level.
 *
 * @param outcomes how many requests ended how
 * @param distributions by their key in JSON, as in {@link LevelFigures}
 */
public record PartFigures(Map<Outcome, Integer> outcomes, Map<String, Distribution> distributions) {
  /** The figures of these requests; with none of them, of nothing. */
  static PartFigures of(List<RequestTrace> traces) {
    return new PartFigures(LevelFigures.outcomes(traces), LevelFigures.distributions(traces));
  }

  /**
   * The sentinel's requests that were due while the level's own requests counted; empty where there
   * was no sentinel.
   */
  static Optional<PartFigures> sentinel(List<RequestTrace> all) {
    if (all.stream().noneMatch(each -> each.mark().sentinel())) {
      return Optional.empty();
    }
    return Optional.of(of(RequestTrace.runs(all).stream().flatMap(PartFigures::beside).toList()));
  }

  private static Stream<RequestTrace> beside(List<RequestTrace> run) {
    List<RequestTrace> counted = run.stream().filter(RequestTrace::counts).toList();
    long from = counted.stream().mapToLong(RequestTrace::scheduledNanos).min().orElse(0);
    long to = counted.stream().mapToLong(RequestTrace::endNanos).max().orElse(0);
    return run.stream()
        .filter(each -> each.mark().sentinel())
        .filter(each -> each.scheduledNanos() - from >= 0 && each.scheduledNanos() <= to);
  }

  /** How many ended so. */
  public int count(Outcome outcome) {
    return outcomes.getOrDefault(outcome, 0);
  }

  /** One distribution by its key; without values where there is none. */
  public Distribution spread(String key) {
    return distributions.getOrDefault(key, Distribution.of(new double[0], 0));
  }
}
