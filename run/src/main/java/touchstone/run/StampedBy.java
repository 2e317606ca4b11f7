package touchstone.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import touchstone.endpoint.EngineReport;
import touchstone.report.ReportInput;
import touchstone.store.EventLog;

/** What stamped a run's arrivals, kept among its events so that a report can be made again. */
final class StampedBy {
  static final String KIND = "client";

  private StampedBy() {}

  /** The figures of the event; its subject is the engine's name. */
  static Map<String, Double> figures(EngineReport report) {
    Map<String, Double> figures = new TreeMap<>();
    report
        .error()
        .ifPresent(error -> {
          figures.put("error_p50_us", error.p50Nanos() / 1e3);
          figures.put("error_p99_us", error.p99Nanos() / 1e3);
        });
    return figures;
  }

  /** What the last session that came to its end was stamped by. */
  static Optional<ReportInput.Client> read(List<EventLog.Event> events) {
    return events.stream()
        .filter(event -> event.kind().equals(KIND))
        .reduce((_, later) -> later)
        .map(event ->
            new ReportInput.Client(
                event.subject(), figure(event, "error_p50_us"), figure(event, "error_p99_us")));
  }

  private static OptionalDouble figure(EventLog.Event event, String name) {
    return event.data().containsKey(name)
        ? OptionalDouble.of(event.data().getOrDefault(name, 0.0))
        : OptionalDouble.empty();
  }
}
