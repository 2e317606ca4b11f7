package touchstone.run;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import touchstone.store.EventLog;

/**
 * How long a candidate was up and what its engine computed, out of a run's events. Of a deployment
 * that a kill ended, the last note that was made while it was up counts.
 */
record Uptime(double seconds, double engineSeconds) {
  /** By the candidates' ids, over all sessions. */
  static Map<String, Uptime> of(List<EventLog.Event> events) {
    Map<String, Uptime> sums = new TreeMap<>();
    Map<String, EventLog.Event> open = new TreeMap<>();
    for (EventLog.Event event : events) {
      String deployment = event.session() + "/" + event.subject();
      if (event.kind().equals(Meter.UP)) {
        open.put(deployment, event);
      } else if (event.kind().equals(Meter.RELEASED)) {
        open.remove(deployment);
        add(sums, event);
      }
    }
    open.values().forEach(event -> add(sums, event));
    return sums;
  }

  private static void add(Map<String, Uptime> sums, EventLog.Event event) {
    Uptime more =
        new Uptime(
            event.data().getOrDefault("seconds", 0.0), event.data().getOrDefault("engine", 0.0));
    sums.merge(event.subject(), more, Uptime::plus);
  }

  private Uptime plus(Uptime other) {
    return new Uptime(seconds + other.seconds, engineSeconds + other.engineSeconds);
  }

  /** Seconds that all engines together computed. */
  static double engineSeconds(List<EventLog.Event> events) {
    return of(events).values().stream().mapToDouble(Uptime::engineSeconds).sum();
  }
}
