package touchstone.run;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Supplier;
import touchstone.model.Candidate;
import touchstone.model.Dimension;
import touchstone.model.Outcome;
import touchstone.model.Phase;
import touchstone.model.Sample;
import touchstone.model.SampleKey;
import touchstone.model.Text;
import touchstone.model.Ticker;
import touchstone.store.EventLog;
import touchstone.store.SampleLog;

/**
 * One candidate's turn in one session of a run: the plan, the log and the budget seen from its
 * side. Thread-safe, as the log, the governor and the listener are.
 *
 * @param number of the process that works on the run, 1 for the first
 */
record Session(
    int number,
    Plan plan,
    Candidate candidate,
    SampleLog samples,
    Patience patience,
    EventLog events,
    Governor governor,
    LiveScores scores,
    Looks looks,
    Asker asker,
    InstantSource clock,
    Ticker ticker,
    RunListener listener) {

  List<Batch> batches() {
    return Batch.of(plan, candidate.id());
  }

  /** Whether nothing is left to ask: what failed or was left out is asked again on a resume. */
  boolean complete() {
    Set<Dimension> settled = Looks.settled(candidate.id(), events.read());
    return batches().stream().allMatch(each -> answered(each) || settled.contains(each.dimension()))
        && plan.load().stream().allMatch(profile -> measured(profile.concurrency()));
  }

  /**
   * Whether the timed requests at this concurrency were all sent and one at least was answered; a
   * request that fails among others is a result.
   */
  boolean measured(int concurrency) {
    List<Outcome> outcomes =
        samples.samples().stream()
            .filter(each -> each.key().candidate().equals(candidate.id()))
            .filter(each -> each.key().phase().equals(new Phase.Load(concurrency)))
            .map(Sample::outcome)
            .toList();
    return outcomes.stream().anyMatch(Outcome::answered) && !outcomes.contains(Outcome.SKIPPED);
  }

  boolean answered(Batch batch) {
    return batch.items().stream().allMatch(this::answered);
  }

  boolean answered(Batch.Item item) {
    return samples.answered(key(item));
  }

  private SampleKey key(Batch.Item item) {
    return new SampleKey(candidate.id(), new Phase.Cases(), item.caseId(), item.trial());
  }

  List<Dialogue> dialogues(Batch batch) {
    return batch.items().stream()
        .map(item ->
            new Dialogue(item, plan.sampling(), plan.seedOf(item.caseId(), item.trial()), clock))
        .toList();
  }

  Sample sample(Dialogue dialogue, Batch batch) {
    return dialogue.sample(candidate.id(), batch.id(), new Phase.Cases());
  }

  /** Records of a batch that the budget left out, for the trials that have none. */
  List<Sample> skipped(Batch batch) {
    return batch.items().stream().flatMap(item -> skipped(batch, item).stream()).toList();
  }

  /** A record of one trial that the budget left out, unless it has one already. */
  List<Sample> skipped(Batch batch, Batch.Item item) {
    long seed = plan.seedOf(item.caseId(), item.trial());
    return samples.contains(key(item))
        ? List.of()
        : List.of(Dialogue.skipped(item, candidate.id(), batch.id(), seed, clock.millis()));
  }

  /** Share of its turn within which a candidate's cases end. */
  double partForCases() {
    return plan.watched() ? 1 : Governor.FOR_CASES;
  }

  /** The same for its timed requests, which a watched run sends first: speed is in the looks. */
  double partForLoad() {
    return plan.watched() ? 1 - Governor.FOR_CASES : 1;
  }

  /** Notes that a dimension is settled, so that these trials of it are left out. */
  void settled(Dimension dimension, int trials) {
    Set<Dimension> known = Looks.settled(candidate.id(), events.read());
    if (!known.contains(dimension)) {
      event(
          Looks.SETTLED,
          Looks.subject(candidate.id(), dimension),
          Map.of("left_out", (double) trials));
      listener.on(
          new RunEvent.Note(
              new Text(
                  candidate.label()
                      + "："
                      + dimension.title().zh()
                      + "已见分晓，剩下 "
                      + trials
                      + " 次作答不再问",
                  candidate.label()
                      + ": "
                      + dimension.title().en()
                      + " is settled, "
                      + trials
                      + " trials are left out")));
    }
  }

  /** Notes that the budget left out all of the candidate that the log holds no record of. */
  void leaveOut() {
    Set<Dimension> settled = Looks.settled(candidate.id(), events.read());
    batches().stream()
        .filter(each -> !settled.contains(each.dimension()))
        .map(this::skipped)
        .filter(left -> !left.isEmpty())
        .forEach(this::log);
    plan.load().forEach(profile -> new TimedRequests(this, profile).leaveOut());
  }

  /** Waits for an answer as long as the budget lets that part of the candidate's turn. */
  <T> T within(double part, Supplier<T> wait) {
    return Deadline.within(ticker, governor.secondsLeft(part), wait);
  }

  /** Logs samples that belong together, and shows what they change. */
  void log(List<Sample> batch) {
    patience.append(batch);
    charge(batch);
    scores.add(batch);
    listener.on(new RunEvent.Scores(scores.means()));
  }

  /** Counts what the answers cost. */
  void charge(List<Sample> batch) {
    batch.stream()
        .flatMap(each -> each.exchanges().stream())
        .forEach(each -> governor.charge(candidate, each.usage()));
  }

  /** Notes that a batch has to be asked again. */
  void stumbled(String batch, int attempt) {
    event("retry", batch, Map.of("attempt", (double) attempt));
    listener.on(
        new RunEvent.Warning(
            new Text(
                candidate.label() + "：" + batch + " 第 " + attempt + " 次没有答完，整批重问",
                candidate.label()
                    + ": "
                    + batch
                    + " broke off at try "
                    + attempt
                    + ", asked again")));
  }

  void advanced(Text phase, int done, int total, OptionalDouble secondsLeft) {
    listener.on(new RunEvent.Advanced(candidate.label(), phase, done, total, secondsLeft));
  }

  void event(String kind, String subject, Map<String, Double> data) {
    events.append(new EventLog.Event(clock.millis(), number, kind, subject, data));
  }
}
