package touchstone.load;

import java.util.List;
import java.util.function.Predicate;

/** Puts one load on an endpoint; the search knows neither network nor clock. */
@FunctionalInterface
public interface Probing {
  /**
   * Measures a load. Requests that only bring the load up, or keep it up until those that count
   * have ended, are flagged as warm-up.
   *
   * @param settle how many requests go before those that count
   * @param requests how many count; a closed loop starts those of its first wave together
   * @param certain told of each request that counts as it ends, from one thread at a time; once
   *     true, the rest is broken off
   */
  Measured measure(Level level, int settle, int requests, Predicate<RequestTrace> certain)
      throws InterruptedException;

  /**
   * What came of it.
   *
   * @param traces of the requests that ended
   * @param sent how many were sent in all
   * @param cut whether the rest was broken off
   * @param stopped whether the user ended it before its time
   */
  record Measured(
      List<RequestTrace> traces, int sent, double seconds, boolean cut, boolean stopped) {
    public Measured {
      traces = List.copyOf(traces);
    }
  }
}
