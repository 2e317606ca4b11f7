package touchstone.run;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import touchstone.deploy.Deployment;
import touchstone.model.Candidate;
import touchstone.model.ProblemException;
import touchstone.model.Ticker;

/**
 * Notes every other second how long the candidate that is up has been so and what its engine
 * computed, so that a kill forgets neither time nor money. Thread-safe.
 */
final class Meter {
  static final String UP = "up";
  static final String RELEASED = "released";

  private static final Duration EVERY = Duration.ofSeconds(2);

  private final Ticker ticker;
  private final Governor governor;
  private final Notes notes;
  private Optional<Up> up = Optional.empty();

  /** Takes down what happened to whom. */
  interface Notes {
    void take(String kind, String candidate, Map<String, Double> data);
  }

  private record Up(
      Candidate candidate, long sinceNanos, Optional<Deployment> deployment, Thread beating) {}

  Meter(Ticker ticker, Governor governor, Notes notes) {
    this.ticker = ticker;
    this.governor = governor;
    this.notes = notes;
  }

  /** A candidate is being brought up: its machine is paid for from now on. */
  synchronized void begin(Candidate candidate) {
    governor.rents(candidate);
    long since = ticker.nanos();
    Thread beating = Thread.ofVirtual().unstarted(() -> beat(since));
    up = Optional.of(new Up(candidate, since, Optional.empty(), beating));
    beating.start();
  }

  /** It is up. */
  synchronized void reached(Deployment deployment) {
    up =
        up.map(each ->
            new Up(each.candidate(), each.sinceNanos(), Optional.of(deployment), each.beating()));
    up.ifPresent(each -> note(UP, each));
  }

  /** It is about to be released, or did not come up. */
  synchronized void end() {
    Optional<Up> last = up;
    up = Optional.empty();
    last.ifPresent(each -> {
      // holding the lock: no note is being written that the interrupt could tear
      each.beating().interrupt();
      note(RELEASED, each);
    });
    governor.returns();
  }

  private void beat(long since) {
    try {
      while (true) {
        ticker.sleep(EVERY);
        noteUp(since);
      }
    } catch (InterruptedException | ProblemException _) {
      // released; or a full disk, of which the log of samples will tell
      return;
    }
  }

  private synchronized void noteUp(long since) {
    up.filter(each -> each.sinceNanos() == since).ifPresent(each -> note(UP, each));
  }

  private void note(String kind, Up each) {
    double seconds = (ticker.nanos() - each.sinceNanos()) / 1e9;
    double engine = each.deployment().map(Deployment::engineSeconds).orElse(0.0);
    notes.take(kind, each.candidate().id(), Map.of("seconds", seconds, "engine", engine));
  }
}
