package touchstone.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import touchstone.model.Candidate;
import touchstone.model.Text;
import touchstone.report.ReportInput;
import touchstone.store.EventLog;

/** What happened on the way and was dealt with, out of a run's events. */
final class Incidents {
  private Incidents() {}

  static List<ReportInput.Incident> of(Plan plan, List<EventLog.Event> events) {
    List<ReportInput.Incident> incidents = new ArrayList<>();
    int interrupted = interrupted(events);
    if (interrupted > 0) {
      incidents.add(
          new ReportInput.Incident(
              "resumed",
              Optional.empty(),
              interrupted,
              new Text("运行中断后继续过", "the run was interrupted and resumed")));
    }
    for (Candidate candidate : plan.candidates()) {
      int retries =
          (int)
              events.stream()
                  .filter(event -> event.kind().equals("retry"))
                  .filter(event -> event.subject().startsWith(candidate.id() + "/"))
                  .count();
      if (retries > 0) {
        incidents.add(
            new ReportInput.Incident(
                "retry",
                Optional.of(candidate.id()),
                retries,
                new Text("有请求没答完，重问过", "requests broke off and were asked again")));
      }
    }
    return incidents;
  }

  /** Sessions before the last that did not come to their end; waiting for an address is an end. */
  static int interrupted(List<EventLog.Event> events) {
    Set<Integer> ended =
        events.stream()
            .filter(event -> event.kind().equals("session-end"))
            .map(EventLog.Event::session)
            .collect(Collectors.toSet());
    return (int)
        IntStream.range(1, RunClock.sessions(events)).filter(each -> !ended.contains(each)).count();
  }
}
