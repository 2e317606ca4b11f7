package touchstone.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import touchstone.endpoint.ChatResult.Advice;
import touchstone.model.Endpoint;
import touchstone.model.Outcome;
import touchstone.testing.ChatAnswer;
import touchstone.testing.FakeEndpoint;
import touchstone.testing.FakeRequest;
import touchstone.testing.Script;
import touchstone.testing.Script.Ending;

@OnEachEngine
@Timeout(20)
class ChatClientTest {
  private static final Script GOOD = ChatAnswer.of("好", "的").script();

  private final EngineKind engine;

  ChatClientTest(EngineKind engine) {
    this.engine = engine;
  }

  @Test
  void sendsAgainAfterAFaultThatMayPass() throws Exception {
    Script[] scripts = {Script.reset(), Script.error(503, "", "busy"), GOOD};
    try (FakeEndpoint fake = FakeEndpoint.inTurn(scripts);
        ChatClient client = Clients.client(engine)) {
      ChatResult result = client.send(fake.endpoint(), Clients.ask("?"));
      assertThat(result.exchange().outcome()).isEqualTo(Outcome.COMPLETED);
      assertThat(result.exchange().attempts()).isEqualTo(3);
    }
  }

  @Test
  void givesUpAfterItsAttemptsButNotBeforeOn429() throws Exception {
    Script[] down = {Script.error(500, "", "boom")};
    try (FakeEndpoint fake = FakeEndpoint.inTurn(down);
        ChatClient client = Clients.client(engine)) {
      assertThat(client.send(fake.endpoint(), Clients.ask("?")).exchange().attempts()).isEqualTo(3);
    }
    Script refused = Script.tooMany("0");
    Script[] storm = {refused, refused, refused, refused, refused, refused, GOOD};
    try (FakeEndpoint fake = FakeEndpoint.inTurn(storm);
        ChatClient client = Clients.client(engine)) {
      ChatResult result = client.send(fake.endpoint(), Clients.ask("?"));
      assertThat(result.exchange().outcome()).isEqualTo(Outcome.COMPLETED);
      assertThat(result.exchange().attempts()).isEqualTo(7);
    }
  }

  @Test
  void waitsAsLongAsTheServerAsksAndNoLongerThanItsPatience() throws Exception {
    QuickTicker ticker = new QuickTicker();
    Retrying patient =
        new Retrying(3, Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofSeconds(100));
    ClientSettings settings = Clients.settings(engine).with(ticker).with(patient);
    try (FakeEndpoint fake =
            FakeEndpoint.inTurn(Script.tooMany("7"), GOOD, Script.tooMany("3600"));
        ChatClient client = new ChatClient(settings)) {
      client.send(fake.endpoint(), Clients.ask("?"));
      assertThat(ticker.sleeps()).singleElement().matches(d -> d.toSeconds() == 7);
      ChatResult result = client.send(fake.endpoint(), Clients.ask("?"));
      assertThat(result.exchange().outcome()).isEqualTo(Outcome.INFRA_FAIL);
      assertThat(ticker.sleeps()).hasSize(1);
    }
  }

  @Test
  void aRefusalForGoodIsNotSentAgain() throws Exception {
    try (FakeEndpoint fake = FakeEndpoint.inTurn(Script.error(401, "", "bad key"));
        ChatClient client = Clients.client(engine)) {
      ChatResult result = client.send(fake.endpoint(), Clients.ask("?"));
      assertThat(result.advice()).isEqualTo(Advice.STOP);
      assertThat(fake.requests()).hasSize(1);
    }
  }

  @Test
  void tooManyAtOnceLowersTheNumberInFlightAndLosesNothing() throws Exception {
    AtomicInteger inFlight = new AtomicInteger();
    try (FakeEndpoint fake =
            FakeEndpoint.start(_ -> {
              Script script = inFlight.incrementAndGet() > 4 ? Script.tooMany("") : GOOD;
              pause(Duration.ofMillis(10));
              inFlight.decrementAndGet();
              return script;
            });
        ChatClient client = Clients.client(engine);
        ExecutorService users = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<ChatResult>> results = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        results.add(users.submit(() -> client.send(fake.endpoint(), Clients.ask("?"))));
      }
      for (Future<ChatResult> result : results) {
        assertThat(result.get().exchange().outcome()).isEqualTo(Outcome.COMPLETED);
      }
    }
  }

  @Test
  void fieldsThatAServerRefusesAreLeftOutAndRemembered() throws Exception {
    try (FakeEndpoint fake = FakeEndpoint.start(ChatClientTest::picky);
        ChatClient client = Clients.client(engine)) {
      ChatResult first = client.send(fake.endpoint(), Clients.ask("?"));
      assertThat(first.exchange().outcome()).isEqualTo(Outcome.COMPLETED);
      assertThat(first.exchange().attempts()).isEqualTo(4);
      assertThat(client.send(fake.endpoint(), Clients.ask("?")).exchange().attempts()).isOne();
    }
  }

  private static Script picky(FakeRequest request) {
    for (String field : List.of("stream_options", "seed", "max_tokens")) {
      if (request.body().contains("\"" + field + "\"")) {
        String hint = field.equals("max_tokens") ? "use max_completion_tokens" : "unexpected";
        return Script.error(400, "", field + ": " + hint);
      }
    }
    return GOOD;
  }

  @Test
  void connectionsAreKeptOrMadeAnewAsTold() throws Exception {
    try (FakeEndpoint fake = FakeEndpoint.inTurn(GOOD)) {
      try (ChatClient client = Clients.client(engine)) {
        client.send(fake.endpoint(), Clients.ask("?"));
        ChatResult second = client.send(fake.endpoint(), Clients.ask("?"));
        assertThat(second.exchange().timeline().connectNanos()).isZero();
        assertThat(fake.accepted()).isEqualTo(1);
      }
      try (ChatClient client = new ChatClient(Clients.settings(engine).withoutKeptConnections())) {
        client.send(fake.endpoint(), Clients.ask("?"));
        ChatResult second = client.send(fake.endpoint(), Clients.ask("?"));
        assertThat(second.exchange().timeline().connectNanos()).isPositive();
        assertThat(fake.accepted()).isEqualTo(3);
      }
    }
  }

  @Test
  void aKeptConnectionThatDiedIsNoFault() throws Exception {
    var pieces = new ArrayList<Script.Piece>();
    GOOD.pieces().forEach(pieces::add);
    Script thenClosed = new Script(pieces, Ending.CLOSE);
    try (FakeEndpoint fake = FakeEndpoint.inTurn(thenClosed);
        ChatClient client = Clients.client(engine)) {
      for (int i = 0; i < 20; i++) {
        ChatResult result = client.once(fake.endpoint(), Clients.ask("?"));
        assertThat(result.exchange().outcome()).isEqualTo(Outcome.COMPLETED);
      }
    }
  }

  @Test
  void interruptingTheCallerClosesTheSocketAtOnce() throws Exception {
    try (FakeEndpoint fake = FakeEndpoint.inTurn(Script.silence());
        ChatClient client = Clients.client(engine)) {
      AtomicInteger interrupted = new AtomicInteger();
      Thread caller =
          Thread.startVirtualThread(() -> {
            try {
              client.send(fake.endpoint(), Clients.ask("?"));
            } catch (InterruptedException expected) {
              interrupted.incrementAndGet();
            }
          });
      await(() -> !fake.requests().isEmpty());
      caller.interrupt();
      caller.join();
      assertThat(interrupted).hasValue(1);
      await(() -> fake.openConnections() == 0);
    }
  }

  @Test
  void closingTheClientEndsEveryRequest() throws Exception {
    try (FakeEndpoint fake = FakeEndpoint.inTurn(Script.silence());
        ExecutorService users = Executors.newVirtualThreadPerTaskExecutor()) {
      ChatClient client = Clients.client(engine);
      Future<ChatResult> request =
          users.submit(() -> client.send(fake.endpoint(), Clients.ask("?")));
      await(() -> !fake.requests().isEmpty());
      client.close();
      assertThatThrownBy(request::get).hasCauseInstanceOf(CancellationException.class);
      assertThatThrownBy(() -> client.send(fake.endpoint(), Clients.ask("?")))
          .isInstanceOf(CancellationException.class);
      await(() -> fake.openConnections() == 0);
    }
  }

  @Test
  void nobodyListeningAndNoSuchHostAreToldApart() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    try (ChatClient client = Clients.client(engine)) {
      ChatResult refused = client.once(at("http://127.0.0.1:" + port), Clients.ask("?"));
      assertThat(refused.exchange().detail()).startsWith("refused");
      assertThat(refused.problem().orElseThrow().what().zh()).contains("拒绝连接", "" + port);
      ChatResult unknown = client.once(at("http://no-such-host.invalid/v1"), Clients.ask("?"));
      assertThat(unknown.exchange().detail()).startsWith("unknown host");
    }
  }

  @Test
  void ipv6Works() throws Exception {
    try (FakeEndpoint six = FakeEndpoint.start(_ -> GOOD, "::1");
        ChatClient client = Clients.client(engine)) {
      assertThat(six.url().toString()).contains("[");
      ChatResult result = client.once(six.endpoint(), Clients.ask("?"));
      assertThat(result.exchange().answer()).isEqualTo("好的");
    }
  }

  private static Endpoint at(String url) {
    return new Endpoint(URI.create(url), "fake", Optional.empty(), Map.of(), "{}", false);
  }

  private static void await(BooleanSupplier condition) throws Exception {
    while (!condition.getAsBoolean()) {
      Thread.sleep(Duration.ofMillis(2));
    }
  }

  private static void pause(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
