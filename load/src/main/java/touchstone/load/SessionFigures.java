package touchstone.load;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import touchstone.model.Outcome;
import touchstone.model.Usage;

/**
 * The figures of sessions beside those of all their turns.
 *
 * @param first of each session's first turn, which has no context yet
 * @param later of all other turns
 * @param firstCached share of the prompt tokens of first turns that the server had cached; empty
 *     where no turn of the level had any, because then it either has no cache or does not say
 * @param laterCached the same of the other turns
 * @param begun sessions whose first turn counts
 * @param present sessions that had turns behind them before
 * @param finished sessions whose last turn was answered
 * @param brokenOff sessions that a failed turn ended
 */
public record SessionFigures(
    PartFigures first,
    PartFigures later,
    OptionalDouble firstCached,
    OptionalDouble laterCached,
    int begun,
    int present,
    int finished,
    int brokenOff) {

  /** Of the traces of a level; empty where it has no sessions. */
  static Optional<SessionFigures> of(List<RequestTrace> all) {
    List<RequestTrace> turns =
        all.stream().filter(each -> each.counts() && each.mark().turn().isPresent()).toList();
    if (turns.isEmpty()) {
      return Optional.empty();
    }
    List<RequestTrace> first = turns.stream().filter(each -> turn(each).turn() == 0).toList();
    List<RequestTrace> later = turns.stream().filter(each -> turn(each).turn() > 0).toList();
    boolean told = turns.stream().anyMatch(each -> each.usage().cachedTokens() > 0);
    long sessions =
        turns.stream()
            .map(each -> List.of(each.mark().run(), turn(each).session()))
            .distinct()
            .count();
    return Optional.of(
        new SessionFigures(
            PartFigures.of(first),
            PartFigures.of(later),
            told ? cachedShare(first) : OptionalDouble.empty(),
            told ? cachedShare(later) : OptionalDouble.empty(),
            first.size(),
            (int) sessions - first.size(),
            count(turns, each -> completed(each) && turn(each).last()),
            count(turns, each -> !completed(each))));
  }

  /** Cached tokens of all prompt tokens, as far as the server counts them. */
  static OptionalDouble cachedShare(List<RequestTrace> traces) {
    List<RequestTrace> told =
        traces.stream()
            .filter(each -> each.answered() && each.usage().source() == Usage.Source.SERVER)
            .toList();
    long prompt = told.stream().mapToLong(each -> each.usage().promptTokens()).sum();
    long cached = told.stream().mapToLong(each -> each.usage().cachedTokens()).sum();
    return prompt > 0 ? OptionalDouble.of((double) cached / prompt) : OptionalDouble.empty();
  }

  private static SessionTurn turn(RequestTrace trace) {
    return trace.mark().turn().orElseThrow();
  }

  private static boolean completed(RequestTrace trace) {
    return trace.outcome() == Outcome.COMPLETED;
  }

  private static int count(List<RequestTrace> turns, Predicate<RequestTrace> which) {
    return (int) turns.stream().filter(which).count();
  }
}
