package touchstone.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import touchstone.endpoint.ChatClient;
import touchstone.endpoint.ClientSettings;
import touchstone.model.ChatRequest;
import touchstone.model.Message;
import touchstone.model.ProblemException;
import touchstone.model.Sampling;
import touchstone.model.Ticker;
import touchstone.testing.ChatAnswer;
import touchstone.testing.FakeEndpoint;
import touchstone.testing.FakeRequest;
import touchstone.testing.Script;

@Timeout(30)
class ProbeLoadTest {
  private final List<RequestTrace> finished = new ArrayList<>();

  @Test
  void aWaveStartsTogetherAndCountsEachRequestOnce() throws Exception {
    Probing.Measured measured = measure(_ -> answer(400), Level.concurrency(8), 0, 16, () -> false);
    assertThat(measured.cut()).isFalse();
    assertThat(measured.stopped()).isFalse();
    List<RequestTrace> counted = counted(measured);
    assertThat(counted).hasSize(16).allMatch(RequestTrace::answered);
    assertThat(counted).extracting(RequestTrace::number).doesNotHaveDuplicates();
    List<RequestTrace> wave = counted.stream().filter(each -> each.number() < 8).toList();
    assertThat(wave.stream().mapToLong(RequestTrace::scheduledNanos).max().orElseThrow())
        .isLessThan(wave.stream().mapToLong(RequestTrace::endNanos).min().orElseThrow());
    assertThat(finished).hasSizeGreaterThanOrEqualTo(16);
  }

  @Test
  void theLoadStaysUpUntilTheSlowestRequestThatCountsHasEnded() throws Exception {
    Probing.Measured measured =
        measure(
            request -> answer(request.number() == 0 ? 900 : 60),
            Level.concurrency(4),
            0,
            4,
            () -> false);
    assertThat(counted(measured)).hasSize(4);
    assertThat(measured.sent()).isGreaterThan(8);
    assertThat(measured.traces().stream().filter(RequestTrace::warmUp)).isNotEmpty();
  }

  @Test
  void anOpenLoopSettlesFirstAndKeepsArriving() throws Exception {
    Level level = new Level(Level.Kind.RATE, 50, "constant");
    Probing.Measured measured = measure(_ -> answer(100), level, 10, 30, () -> false);
    assertThat(counted(measured)).hasSize(30).allMatch(each -> each.number() >= 10);
    assertThat(measured.sent()).isGreaterThan(40);
  }

  @Test
  void aCertainOutcomeBreaksTheRestOff() throws Exception {
    long start = System.nanoTime();
    try (FakeEndpoint fake = FakeEndpoint.start(r -> answer(r.number() == 0 ? 20 : 20_000));
        ChatClient client = client()) {
      Probing.Measured measured =
          load(client, fake, () -> false).measure(Level.concurrency(6), 0, 6, _ -> true);
      assertThat(measured.cut()).isTrue();
      assertThat(counted(measured)).hasSize(1);
    }
    assertThat(System.nanoTime() - start).isLessThan(15_000_000_000L);
  }

  @Test
  void theUserMayStopAProbe() throws Exception {
    AtomicBoolean stop = new AtomicBoolean();
    Thread.ofVirtual()
        .start(() -> {
          try {
            Thread.sleep(300);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          stop.set(true);
        });
    Probing.Measured measured = measure(_ -> answer(20_000), Level.concurrency(3), 0, 3, stop::get);
    assertThat(measured.stopped()).isTrue();
  }

  @Test
  void anEndpointThatRefusesForGoodEndsTheSearch() {
    assertThatThrownBy(() ->
            measure(_ -> Script.error(401, "", "no"), Level.concurrency(2), 0, 4, () -> false))
        .isInstanceOf(ProblemException.class);
  }

  private Probing.Measured measure(
      Function<FakeRequest, Script> server,
      Level level,
      int settle,
      int requests,
      BooleanSupplier halted)
      throws InterruptedException {
    try (FakeEndpoint fake = FakeEndpoint.start(server);
        ChatClient client = client()) {
      return load(client, fake, halted).measure(level, settle, requests, _ -> false);
    }
  }

  private ProbeLoad load(ChatClient client, FakeEndpoint fake, BooleanSupplier halted) {
    return new ProbeLoad(
        client,
        Ticker.system(),
        fake.endpoint(),
        LoadGenerator.cycling(List.of(ask()), 1),
        (level, count, _) -> FireTimes.constant(level.value()).limit(count).toArray(),
        halted,
        false,
        finished::add);
  }

  private static List<RequestTrace> counted(Probing.Measured measured) {
    return measured.traces().stream().filter(each -> !each.warmUp()).toList();
  }

  private static Script answer(int millis) {
    return ChatAnswer.of("a", "b").pace(Duration.ofMillis(millis), Duration.ofMillis(2)).script();
  }

  private static ChatClient client() {
    return new ChatClient(ClientSettings.standard(_ -> Optional.empty(), new Random(1)));
  }

  private static ChatRequest ask() {
    return new ChatRequest(
        List.of(Message.user("一")),
        new Sampling(10, 0, OptionalDouble.empty()),
        0,
        Optional.empty());
  }
}
