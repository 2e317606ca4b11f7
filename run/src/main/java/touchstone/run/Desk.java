package touchstone.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import touchstone.model.Candidate;
import touchstone.store.EventLog;
import touchstone.store.SampleLog;

/** What one session of a run works with, whichever candidate is up. */
final class Desk {
  private static final String FINISHED = "finished";

  private final int number;
  private final SampleLog samples;
  private final EventLog events;
  private final Surroundings around;
  private final RunListener listener;
  private final Asker asker;
  private final RunFiles files;
  private final List<Candidate> candidates;
  private final Optional<Candidate> judge;
  private final Governor governor;
  private final Meter meter;
  private final long startNanos;
  private LiveScores scores = new LiveScores(Map.of());

  Desk(
      SampleLog samples,
      EventLog events,
      Surroundings around,
      RunFiles files,
      RunListener listener,
      Asker asker) {
    this.number = RunClock.sessions(events.read()) + 1;
    this.samples = samples;
    this.events = events;
    this.around = around;
    this.listener = listener;
    this.asker = asker;
    this.files = files;
    Selection selection = files.selection();
    this.judge = selection.judgeModel();
    this.candidates = selection.candidates();
    this.startNanos = around.ticker().nanos();
    this.governor =
        new Governor(
            around.ticker(),
            selection.budget(),
            RunClock.wallSeconds(events.read()) - RunClock.last(events.read(), FINISHED, "seconds"),
            spending() - RunClock.last(events.read(), FINISHED, "money"));
    this.meter = new Meter(around.ticker(), governor, this::event);
  }

  Governor governor() {
    return governor;
  }

  Meter meter() {
    return meter;
  }

  /** Money that the run has cost over all its sessions. */
  private double spending() {
    return Spending.of(candidates, samples.records(), events.read())
        + judge.map(each -> Spending.ofJudge(each, files)).orElse(0.0);
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
        new Looks(plan, candidate.id(), files, samples, events, scores),
        asker,
        around.clock(),
        around.ticker(),
        listener);
  }

  /** Does a phase and notes how long it took. */
  void timed(String phase, Candidate candidate, Runnable work) {
    double start = seconds();
    work.run();
    event(phase, candidate.id(), Map.of("seconds", seconds() - start));
  }

  /**
   * Notes that the session came to its end.
   *
   * @param finished whether the run did too: whoever resumes it then grants its budget once more
   */
  void end(boolean finished) {
    event("session-end", "", Map.of("seconds", seconds()));
    if (finished) {
      double seconds = RunClock.wallSeconds(events.read());
      event(FINISHED, "", Map.of("seconds", seconds, "money", spending()));
    }
  }
}
