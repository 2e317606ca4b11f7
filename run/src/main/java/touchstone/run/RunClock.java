package touchstone.run;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import touchstone.store.EventLog;

/** Sums of time out of a run's events. */
final class RunClock {
  private RunClock() {}

  /** How many processes have worked on the run so far. */
  static int sessions(List<EventLog.Event> events) {
    return events.stream().mapToInt(EventLog.Event::session).max().orElse(0);
  }

  /**
   * Seconds that the run was being worked on: for each session from its first event to its last, so
   * that the days between two sessions do not count.
   */
  static double wallSeconds(List<EventLog.Event> events) {
    Map<Integer, long[]> spans = new HashMap<>();
    for (EventLog.Event event : events) {
      long[] span =
          spans.computeIfAbsent(
              event.session(), _ -> new long[] {event.epochMillis(), event.epochMillis()});
      span[0] = Math.min(span[0], event.epochMillis());
      span[1] = Math.max(span[1], event.epochMillis());
    }
    return spans.values().stream().mapToDouble(span -> (span[1] - span[0]) / 1000.0).sum();
  }

  /** A figure of the last event of a kind, 0 if there was none. */
  static double last(List<EventLog.Event> events, String kind, String figure) {
    return events.stream()
        .filter(event -> event.kind().equals(kind))
        .reduce((_, later) -> later)
        .map(event -> event.data().getOrDefault(figure, 0.0))
        .orElse(0.0);
  }

  /** Sum of a figure over all events of a kind. */
  static double sum(List<EventLog.Event> events, String kind, String figure) {
    return events.stream()
        .filter(event -> event.kind().equals(kind))
        .mapToDouble(event -> event.data().getOrDefault(figure, 0.0))
        .sum();
  }
}
