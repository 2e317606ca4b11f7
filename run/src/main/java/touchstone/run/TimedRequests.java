package touchstone.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import touchstone.load.LoadResult;
import touchstone.model.Case;
import touchstone.model.ChatRequest;
import touchstone.model.LoadProfile;
import touchstone.model.Message;
import touchstone.model.Outcome;
import touchstone.model.Phase;
import touchstone.model.Sample;
import touchstone.model.SampleKey;

/**
 * The requests that time one candidate at one concurrency, by number from 0 on, and their records:
 * the first turns of the suite's own cases again and again.
 */
final class TimedRequests {
  private final Session session;
  private final LoadProfile.ClosedLoop profile;
  private final List<Map.Entry<String, Case>> prompts;

  TimedRequests(Session session, LoadProfile.ClosedLoop profile) {
    this.session = session;
    this.profile = profile;
    this.prompts = List.copyOf(session.plan().cases().entrySet());
  }

  /** The case whose first turn is asked by the request of this number. */
  private Map.Entry<String, Case> prompt(int number) {
    return prompts.get(number % prompts.size());
  }

  ChatRequest request(int number) {
    Case test = prompt(number).getValue();
    List<Message> messages = new ArrayList<>();
    test.system().ifPresent(system -> messages.add(Message.system(system)));
    messages.add(Message.user(test.turns().getFirst().user()));
    return new ChatRequest(messages, session.plan().loadSampling(), seed(number), Optional.empty());
  }

  private long seed(int number) {
    return session.plan().seedOf(prompt(number).getKey(), profile.concurrency());
  }

  /**
   * @param startMillis wall clock at the phase's start
   */
  Sample sample(LoadResult result, long startMillis) {
    return new Sample(
        key(result.number()),
        batch(),
        seed(result.number()),
        Optional.empty(),
        List.of(result.exchange()),
        result.exchange().outcome(),
        startMillis + result.startNanos() / 1_000_000);
  }

  /** Notes that the budget left the phase out, unless an earlier session did or measured it. */
  void leaveOut() {
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
}
