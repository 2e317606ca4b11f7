package touchstone.load;

import java.util.Comparator;
import java.util.List;

/**
 * One load tried in the search for the highest.
 *
 * @param load requests in flight, or requests a second
 * @param requests that count
 * @param sent all of them, with those that only brought the load up or kept it up
 * @param failed of those that count
 * @param seconds it took
 * @param busySeconds mean time that a request took
 * @param cut whether it ended early because its outcome was certain
 * @param readings one for each objective, in their order
 */
public record Probe(
    double load,
    int requests,
    int sent,
    int failed,
    double seconds,
    double busySeconds,
    boolean cut,
    List<SloReading> readings) {
  public Probe {
    readings = List.copyOf(readings);
  }

  /** Whether every objective holds. */
  public boolean met() {
    return readings.stream().allMatch(SloReading::met);
  }

  /** The objective that is nearest to its limit, or farthest beyond it. */
  public SloReading tightest() {
    return readings.stream().max(Comparator.comparingDouble(SloReading::excess)).orElseThrow();
  }

  double excess() {
    return tightest().excess();
  }
}
