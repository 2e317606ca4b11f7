package touchstone.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import touchstone.endpoint.ChatClient;
import touchstone.endpoint.ClientSettings;
import touchstone.model.ChatRequest;
import touchstone.model.LoadProfile.ClosedLoop;
import touchstone.model.Message;
import touchstone.model.Outcome;
import touchstone.model.ProblemException;
import touchstone.model.Sampling;
import touchstone.model.Ticker;
import touchstone.testing.ChatAnswer;
import touchstone.testing.FakeEndpoint;
import touchstone.testing.FakeRequest;
import touchstone.testing.JsonText;
import touchstone.testing.Script;

@Timeout(20)
class LoadGeneratorTest {
  private static final List<ChatRequest> PROMPTS = List.of(ask("一"), ask("二"), ask("三"));
  private static final Script ANSWER =
      ChatAnswer.of("a", "b").pace(Duration.ofMillis(10), Duration.ofMillis(2)).script();

  @Test
  void aClosedLoopKeepsItsConcurrencyAndFlagsItsWarmUp() throws Exception {
    AtomicInteger inFlight = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<LoadResult> finished = new ArrayList<>();
    try (FakeEndpoint fake = FakeEndpoint.start(_ -> slow(inFlight, most));
        ChatClient client = client()) {
      List<LoadResult> results =
          new LoadGenerator(client, Ticker.system())
              .run(
                  fake.endpoint(),
                  new ClosedLoop(4, 20),
                  LoadGenerator.cycling(PROMPTS, 100),
                  3,
                  finished::add);
      assertThat(results).hasSize(23).extracting(LoadResult::number).isSorted();
      assertThat(results.stream().filter(LoadResult::warmUp)).hasSize(3);
      assertThat(results).allMatch(r -> r.exchange().outcome() == Outcome.COMPLETED);
      assertThat(finished).containsExactlyInAnyOrderElementsOf(results);
      assertThat(most).hasValue(4);
      assertThat(fake.requests())
          .extracting(request -> JsonText.lastString(request.body(), "content"))
          .contains("一", "二", "三");
      assertThat(fake.requests().stream().map(FakeRequest::body))
          .anyMatch(body -> body.contains("\"seed\":122"));
    }
  }

  @Test
  void aFailedRequestIsAResultAndIsNotSentAgain() throws Exception {
    try (FakeEndpoint fake =
            FakeEndpoint.start(r -> r.number() == 2 ? Script.error(500, "", "boom") : ANSWER);
        ChatClient client = client()) {
      List<LoadResult> results = run(client, fake, 5);
      assertThat(results)
          .filteredOn(result -> result.exchange().outcome() == Outcome.INFRA_FAIL)
          .hasSize(1);
      assertThat(fake.requests()).hasSize(5);
    }
  }

  @Test
  void waitsAsAskedWhereTheServerSaysTooManyAndBurnsNoRequest() throws Exception {
    try (FakeEndpoint fake =
            FakeEndpoint.start(r -> r.number() < 2 ? Script.tooMany("0.3") : ANSWER);
        ChatClient client = client()) {
      long start = System.nanoTime();
      List<LoadResult> results = run(client, fake, 6);
      assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(300_000_000L);
      assertThat(results)
          .hasSize(6)
          .allMatch(result -> result.exchange().outcome() == Outcome.COMPLETED);
      assertThat(results.stream().mapToInt(each -> each.exchange().attempts()).sum()).isEqualTo(8);
    }
  }

  @Test
  void anEndpointThatRefusesForGoodEndsThePhase() {
    try (FakeEndpoint fake = FakeEndpoint.inTurn(Script.error(401, "", "no"));
        ChatClient client = client()) {
      assertThatThrownBy(() -> run(client, fake, 50)).isInstanceOf(ProblemException.class);
      assertThat(fake.requests().size()).isLessThan(10);
    }
  }

  @Test
  void figuresComeOutNearTheTruth() throws Exception {
    try (FakeEndpoint fake = FakeEndpoint.inTurn(ANSWER);
        ChatClient client = client()) {
      Latencies figures =
          Latencies.of(run(client, fake, 20).stream().map(LoadResult::exchange).toList(), 2);
      assertThat(figures.ttft().p50().orElseThrow()).isBetween(9.9, 200.0);
      assertThat(figures.failures()).isZero();
    }
  }

  private static List<LoadResult> run(ChatClient client, FakeEndpoint fake, int requests)
      throws InterruptedException {
    return new LoadGenerator(client, Ticker.system())
        .run(
            fake.endpoint(),
            new ClosedLoop(2, requests),
            LoadGenerator.cycling(PROMPTS, 1),
            0,
            _ -> {});
  }

  private static Script slow(AtomicInteger inFlight, AtomicInteger most) {
    most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
    try {
      Thread.sleep(Duration.ofMillis(20));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    inFlight.decrementAndGet();
    return ANSWER;
  }

  private static ChatClient client() {
    return new ChatClient(ClientSettings.standard(_ -> Optional.empty(), new Random(1)));
  }

  private static ChatRequest ask(String question) {
    return new ChatRequest(
        List.of(Message.user(question)),
        new Sampling(10, 0, OptionalDouble.empty()),
        0,
        Optional.empty());
  }
}
