package touchstone.lifecycle;

/**
 * One line of a ledger.
 *
 * @param atMillis wall clock when it was written
 */
public record Entry(long atMillis, Event event) {}
