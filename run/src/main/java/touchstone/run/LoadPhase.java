package touchstone.run;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import touchstone.endpoint.ChatClient;
import touchstone.load.LoadGenerator;
import touchstone.load.LoadResult;
import touchstone.model.Endpoint;
import touchstone.model.LoadProfile;
import touchstone.model.Outcome;
import touchstone.model.Text;
import touchstone.model.Ticker;

/**
 * Times one candidate at one concurrency on the suite's own prompts. The phase is logged whole or
 * run again whole: an interrupted closed loop is no measurement, nor is one whose server went away.
 */
final class LoadPhase {
  /** Event of a phase in which the server turned requests away with 429. */
  static final String LIMITED = "rate_limited";

  private final Session session;
  private final Endpoint endpoint;
  private final LoadProfile.ClosedLoop profile;
  private final ChatClient client;
  private final Ticker ticker;
  private final TimedRequests requests;
  private int done;

  LoadPhase(
      Session session,
      Endpoint endpoint,
      LoadProfile.ClosedLoop profile,
      ChatClient client,
      Ticker ticker) {
    this.session = session;
    this.endpoint = endpoint;
    this.profile = profile;
    this.client = client;
    this.ticker = ticker;
    this.requests = new TimedRequests(session, profile);
  }

  void run() {
    if (session.measured(profile.concurrency())) {
      return;
    }
    if (session.governor().exhausted(session.partForLoad())) {
      requests.leaveOut();
      return;
    }
    long startMillis = session.clock().millis();
    double start = session.governor().seconds();
    try {
      List<LoadResult> results = session.within(session.partForLoad(), this::send);
      if (endedFailing(results)) {
        new Pulse(session, endpoint).check();
      }
      noteRefusals(results, session.governor().seconds() - start);
      session
          .samples()
          .append(results.stream().map(each -> requests.sample(each, startMillis)).toList());
    } catch (Deadline.TimeUp _) {
      requests.leaveOut();
    }
  }

  private List<LoadResult> send() {
    double start = session.governor().seconds();
    LoadGenerator generator = new LoadGenerator(client, ticker);
    try {
      return generator.run(endpoint, profile, requests::request, 0, each -> advance(each, start));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Gang.Interrupted(e);
    }
  }

  private void noteRefusals(List<LoadResult> results, double seconds) {
    int refused = results.stream().mapToInt(each -> each.exchange().attempts() - 1).sum();
    if (refused > 0) {
      session.event(
          LIMITED,
          session.candidate().id(),
          Map.of(
              "refused",
              (double) refused,
              "concurrency",
              (double) profile.concurrency(),
              "seconds",
              seconds));
    }
  }

  private static boolean endedFailing(List<LoadResult> results) {
    return results.stream()
        .max(Comparator.comparingLong(LoadResult::doneNanos))
        .filter(last -> last.exchange().outcome() == Outcome.INFRA_FAIL)
        .isPresent();
  }

  private synchronized void advance(LoadResult result, double startSeconds) {
    session.governor().charge(session.candidate(), result.exchange().usage());
    done++;
    double each = (session.governor().seconds() - startSeconds) / done;
    Text name =
        new Text(
            "测速（并发 " + profile.concurrency() + "）", "load at concurrency " + profile.concurrency());
    session.advanced(
        name, done, profile.requests(), OptionalDouble.of(each * (profile.requests() - done)));
  }
}
