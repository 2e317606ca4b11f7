package touchstone.run;

import java.util.Map;
import touchstone.deploy.Deployment;
import touchstone.model.Candidate;
import touchstone.store.EventLog;
import touchstone.store.SampleLog;

/** What one session of a run works with, whichever candidate is up. */
final class Desk {
  private final int number;
  private final SampleLog samples;
  private final EventLog events;
  private final Surroundings around;
  private final RunListener listener;
  private final Asker asker;
  private final Governor governor;
  private final long startNanos;
  private LiveScores scores = new LiveScores(Map.of());

  Desk(
      SampleLog samples,
      EventLog events,
      Surroundings around,
      Selection.Budget budget,
      RunListener listener,
      Asker asker) {
    this.number = RunClock.sessions(events.read()) + 1;
    this.samples = samples;
    this.events = events;
    this.around = around;
    this.listener = listener;
    this.asker = asker;
    this.startNanos = around.ticker().nanos();
    this.governor =
        new Governor(
            around.ticker(),
            budget,
            RunClock.wallSeconds(events.read()),
            RunClock.sum(events.read(), "session-end", "spent"));
  }

  /** Counts the processes that have worked on the run, this one included. */
  int number() {
    return number;
  }

  double seconds() {
    return (around.ticker().nanos() - startNanos) / 1e9;
  }

  void event(String kind, String subject, Map<String, Double> data) {
    events.append(new EventLog.Event(around.clock().millis(), number, kind, subject, data));
  }

  /** From now on scores are shown for this plan, those logged before included. */
  void show(Plan plan) {
    scores = new LiveScores(plan.cases());
    scores.add(samples.samples());
  }

  Session session(Plan plan, Candidate candidate) {
    return new Session(
        number,
        plan,
        candidate,
        samples,
        new Patience(samples),
        events,
        governor,
        scores,
        asker,
        around.clock(),
        listener);
  }

  /** Does a phase and notes how long it took. */
  void timed(String phase, Candidate candidate, Runnable work) {
    double start = seconds();
    work.run();
    event(phase, candidate.id(), Map.of("seconds", seconds() - start));
  }

  /** Notes what a candidate's engine computed, when it goes down, and what its time cost. */
  void released(Candidate candidate, Deployment deployment, double upSeconds) {
    governor.chargeHours(candidate, upSeconds / 3600);
    event(
        "released",
        candidate.id(),
        Map.of("seconds", upSeconds, "engine", deployment.engineSeconds()));
  }

  void end() {
    event("session-end", "", Map.of("seconds", seconds(), "spent", governor.spent()));
  }
}
