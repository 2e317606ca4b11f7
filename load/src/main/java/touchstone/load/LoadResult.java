package touchstone.load;

import java.util.Optional;
import touchstone.endpoint.WireTrace;
import touchstone.model.Exchange;
import touchstone.model.Problem;

/**
 * One request of a load phase.
 *
 * @param number 0 for the first that was sent
 * @param warmUp kept and flagged, never counted
 * @param scheduledNanos when it was due, on the absolute monotonic clock
 * @param startNanos when its turn came, after the phase's start
 * @param doneNanos when its result was there, after the phase's start
 */
public record LoadResult(
    int number,
    boolean warmUp,
    long scheduledNanos,
    long startNanos,
    long doneNanos,
    Exchange exchange,
    Optional<Problem> problem,
    WireTrace wire) {
  /** The same as a trace. */
  public RequestTrace trace(String engine, Level level, boolean payload) {
    return RequestTrace.of(engine, level, this, wire, payload);
  }
}
