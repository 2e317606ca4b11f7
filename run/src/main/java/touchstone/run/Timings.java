package touchstone.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import touchstone.model.Candidate;
import touchstone.model.Text;
import touchstone.report.ReportInput;
import touchstone.store.EventLog;

/** Where a run's wall time went, out of its events. */
final class Timings {
  private static final String LOAD = "load-";

  private Timings() {}

  static List<ReportInput.Timing> of(Plan plan, List<EventLog.Event> events) {
    List<ReportInput.Timing> timings = new ArrayList<>();
    for (Candidate candidate : plan.candidates()) {
      List<EventLog.Event> own =
          events.stream().filter(event -> event.subject().equals(candidate.id())).toList();
      add(timings, own, candidate, "deploy", new Text("启动", "bring-up"));
      add(timings, own, candidate, "cases", new Text("答题", "cases"));
      plan.load()
          .forEach(profile ->
              add(
                  timings,
                  own,
                  candidate,
                  LOAD + profile.concurrency(),
                  new Text(
                      "测速（并发 " + profile.concurrency() + "）",
                      "load at concurrency " + profile.concurrency())));
    }
    return timings;
  }

  private static void add(
      List<ReportInput.Timing> timings,
      List<EventLog.Event> events,
      Candidate candidate,
      String kind,
      Text label) {
    double seconds = RunClock.sum(events, kind, "seconds");
    if (seconds > 0) {
      timings.add(new ReportInput.Timing(kind, label, Optional.of(candidate.id()), seconds));
    }
  }
}
