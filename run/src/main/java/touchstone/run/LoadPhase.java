package touchstone.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import touchstone.endpoint.ChatClient;
import touchstone.load.LoadGenerator;
import touchstone.load.LoadResult;
import touchstone.model.Case;
import touchstone.model.ChatRequest;
import touchstone.model.Endpoint;
import touchstone.model.LoadProfile;
import touchstone.model.Message;
import touchstone.model.Outcome;
import touchstone.model.Phase;
import touchstone.model.Sample;
import touchstone.model.SampleKey;
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
  private final List<Map.Entry<String, Case>> prompts;
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
    this.prompts = List.copyOf(session.plan().cases().entrySet());
  }

  void run() {
    if (session.measured(profile.concurrency())) {
      return;
    }
    if (session.governor().exhausted()) {
      leaveOut();
      return;
    }
    double start = session.governor().seconds();
    long startMillis = session.clock().millis();
    try {
      List<LoadResult> results =
          new LoadGenerator(client, ticker)
              .run(endpoint, profile, this::request, 0, each -> advance(start));
      if (endedFailing(results)) {
        new Pulse(session, endpoint).check();
      }
      noteRefusals(results);
      session.samples().append(results.stream().map(each -> sample(each, startMillis)).toList());
      results.forEach(
          each -> session.governor().charge(session.candidate(), each.exchange().usage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Gang.Interrupted(e);
    }
  }

  private void noteRefusals(List<LoadResult> results) {
    int refused = results.stream().mapToInt(each -> each.exchange().attempts() - 1).sum();
    if (refused > 0) {
      session.event(LIMITED, session.candidate().id(), Map.of("refused", (double) refused));
    }
  }

  private static boolean endedFailing(List<LoadResult> results) {
    return results.stream()
        .max(Comparator.comparingLong(LoadResult::doneNanos))
        .filter(last -> last.exchange().outcome() == Outcome.INFRA_FAIL)
        .isPresent();
  }

  /** The case whose first turn is asked by the request of this number. */
  private Map.Entry<String, Case> prompt(int number) {
    return prompts.get(number % prompts.size());
  }

  private ChatRequest request(int number) {
    Case test = prompt(number).getValue();
    List<Message> messages = new ArrayList<>();
    test.system().ifPresent(system -> messages.add(Message.system(system)));
    messages.add(Message.user(test.turns().getFirst().user()));
    return new ChatRequest(messages, session.plan().loadSampling(), seed(number), Optional.empty());
  }

  private long seed(int number) {
    return session.plan().seedOf(prompt(number).getKey(), profile.concurrency());
  }

  private Sample sample(LoadResult result, long startMillis) {
    return new Sample(
        key(result.number()),
        batch(),
        seed(result.number()),
        Optional.empty(),
        List.of(result.exchange()),
        result.exchange().outcome(),
        startMillis + result.startNanos() / 1_000_000);
  }

  /** Notes that the budget left the phase out, unless an earlier session did. */
  private void leaveOut() {
    if (!session.samples().contains(key(0))) {
      session
          .samples()
          .append(IntStream.range(0, profile.requests()).mapToObj(this::skipped).toList());
    }
  }

  private Sample skipped(int number) {
    return new Sample(
        key(number),
        batch(),
        seed(number),
        Optional.empty(),
        List.of(),
        Outcome.SKIPPED,
        session.clock().millis());
  }

  private SampleKey key(int number) {
    return new SampleKey(
        session.candidate().id(),
        new Phase.Load(profile.concurrency()),
        "%s#%04d".formatted(prompt(number).getKey(), number),
        0);
  }

  private String batch() {
    return session.candidate().id() + "/load-" + profile.concurrency();
  }

  private synchronized void advance(double startSeconds) {
    done++;
    double each = (session.governor().seconds() - startSeconds) / done;
    Text name =
        new Text(
            "测速（并发 " + profile.concurrency() + "）", "load at concurrency " + profile.concurrency());
    session.advanced(
        name, done, profile.requests(), OptionalDouble.of(each * (profile.requests() - done)));
  }
}
