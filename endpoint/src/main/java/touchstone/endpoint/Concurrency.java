package touchstone.endpoint;

/**
 * How many requests an endpoint gets at once: halved when it says 429, one more after as many good
 * answers as are allowed at once. Shared by everybody who talks to that endpoint; thread-safe.
 */
public final class Concurrency {
  /** Nobody sends more at once through the retrying path. */
  static final int MOST = 1024;

  private int limit = MOST;
  private int inFlight;
  private int good;
  private long generation;

  /** Waits for a place; returns the generation of the limit that granted it. */
  synchronized long enter() throws InterruptedException {
    while (inFlight >= limit) {
      wait();
    }
    inFlight++;
    return generation;
  }

  /** Gives the place back after an answer. */
  synchronized void leave(long granted, boolean overloaded) {
    if (overloaded) {
      good = 0;
      // One burst of refusals says one thing: requests that were sent before the last halving do
      // not halve again.
      if (granted == generation) {
        limit = Math.max(1, Math.min(limit, inFlight) / 2);
        generation++;
      }
    } else if (++good >= limit && limit < MOST) {
      limit++;
      good = 0;
    }
    inFlight--;
    notifyAll();
  }

  /** How many may be in flight now. */
  synchronized int limit() {
    return limit;
  }
}
