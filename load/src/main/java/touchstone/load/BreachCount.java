package touchstone.load;

import java.util.List;
import java.util.function.Predicate;
import touchstone.model.Slo;

/**
 * Counts requests that are plainly beyond an objective, until so many are that the quantile must be
 * too. Requests near the limit are not counted, because a probe near the edge is needed whole. Not
 * thread-safe.
 */
final class BreachCount implements Predicate<RequestTrace> {
  private static final double PLAIN = 1.25;

  private final List<Slo> slos;
  private final int requests;
  private final int[] beyond;

  BreachCount(List<Slo> slos, int requests) {
    this.slos = slos;
    this.requests = requests;
    this.beyond = new int[slos.size()];
  }

  @Override
  public boolean test(RequestTrace trace) {
    boolean certain = false;
    for (int i = 0; i < beyond.length; i++) {
      Slo slo = slos.get(i);
      double millis = SloReading.millis(slo.metric(), trace).orElse(0);
      beyond[i] += millis > PLAIN * slo.limitMillis() ? 1 : 0;
      certain |= beyond[i] > Math.ceil((1 - slo.quantile()) * (requests + 1));
    }
    return certain;
  }
}
