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
      limited(candidate.id(), events).ifPresent(incidents::add);
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

  private static Optional<ReportInput.Incident> limited(
      String candidate, List<EventLog.Event> events) {
    List<EventLog.Event> own =
        events.stream()
            .filter(event -> event.kind().equals(LoadPhase.LIMITED))
            .filter(event -> event.subject().equals(candidate))
            .toList();
    int refused = (int) RunClock.sum(own, LoadPhase.LIMITED, "refused");
    return refused == 0
        ? Optional.empty()
        : Optional.of(
            new ReportInput.Incident(
                LoadPhase.LIMITED,
                Optional.of(candidate),
                refused,
                new Text(
                    "测速时被限流（429）：按对方要求等待并降低了并发，吞吐按实际用时计算",
                    "rate limited (429) when timed: waited as asked, with fewer requests at once;"
                        + " throughput is over the time that it took")));
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
