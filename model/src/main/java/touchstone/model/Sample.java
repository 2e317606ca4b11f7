package touchstone.model;

import java.util.List;
import java.util.Optional;

/**
 * The stored record of one trial.
 *
 * @param batch the batch that it was decoded in; a batch is logged whole or not at all
 * @param exchanges one a turn, in order; shorter than the case where the trial broke off
 * @param startedEpochMillis wall clock at the first request, for people, never for figures
 */
public record Sample(
    SampleKey key,
    String batch,
    long seed,
    Optional<String> system,
    List<Exchange> exchanges,
    Outcome outcome,
    long startedEpochMillis) {
  public Sample {
    exchanges = List.copyOf(exchanges);
  }

  /** Whether the candidate's endpoint would not take the functions that the case offers. */
  public boolean toolsRefused() {
    return outcome == Outcome.SKIPPED
        && exchanges.stream().anyMatch(each -> each.outcome() == Outcome.SKIPPED);
  }

  /** The last answer, empty if there is none. */
  public String answer() {
    return exchanges.isEmpty() ? "" : exchanges.getLast().answer();
  }
}
