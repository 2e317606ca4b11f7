package touchstone.load;

import touchstone.model.Exchange;

/**
 * One request of a load phase.
 *
 * @param number 0 for the first that was sent
 * @param warmUp kept and flagged, never counted
 * @param startNanos when its turn came, after the phase's start
 * @param doneNanos when its result was there, after the phase's start
 */
public record LoadResult(
    int number, boolean warmUp, long startNanos, long doneNanos, Exchange exchange) {}
