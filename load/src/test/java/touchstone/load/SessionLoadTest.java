package touchstone.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import touchstone.endpoint.ChatClient;
import touchstone.endpoint.ClientSettings;
import touchstone.model.Outcome;
import touchstone.model.ProblemException;
import touchstone.model.Sampling;
import touchstone.model.Ticker;
import touchstone.testing.ChatAnswer;
import touchstone.testing.FakeEndpoint;
import touchstone.testing.Script;

@Timeout(30)
class SessionLoadTest {
  private static final Conversation TALK =
      new Conversation(Optional.of("你是客服。"), List.of("甲", "乙", "丙", "丁"));
  private static final Level THREE = new Level(Level.Kind.CUSTOMERS, 3, "");

  private record Asked(LoadResult result, SessionTurn turn) {}

  @Test
  void eachTurnCarriesTheAnswersBeforeItAndComesAfterAPause() throws Exception {
    try (FakeEndpoint fake =
        FakeEndpoint.start(r -> ChatAnswer.of("答", "案" + r.number()).script())) {
      List<Asked> asked = run(fake, THREE, Duration.ofMillis(60), OptionalInt.empty(), () -> false);
      Map<Integer, List<Asked>> sessions = sessions(asked);
      assertThat(sessions.size()).isGreaterThan(3);
      sessions
          .values()
          .forEach(each ->
              assertThat(each)
                  .extracting(one -> one.turn().turn())
                  .containsExactlyElementsOf(
                      java.util.stream.IntStream.range(0, each.size()).boxed().toList()));
      assertThat(fake.requests())
          .filteredOn(each -> each.body().contains("丁"))
          .isNotEmpty()
          .allSatisfy(each ->
              assertThat(each.body()).containsPattern("你是客服。.*甲.*答案\\d+.*乙.*答案\\d+.*丙.*答案\\d+.*丁"));
      assertThat(asked)
          .filteredOn(each -> each.turn().session() < 3 && each.result().warmUp())
          .as("turns that were asked before the clock started")
          .hasSize(plan(THREE, Duration.ofMillis(60), OptionalInt.empty()).earlierTurns());
      List<Asked> one =
          sessions.values().stream()
              .filter(each -> each.size() > 1 && !each.get(1).result().warmUp())
              .findFirst()
              .orElseThrow();
      assertThat(one.get(1).result().scheduledNanos())
          .isGreaterThan(one.get(0).result().wire().endNanos());
    }
  }

  @Test
  void aFailedTurnEndsItsSessionAndIsCounted() throws Exception {
    try (FakeEndpoint fake =
        FakeEndpoint.start(r ->
            r.body().contains("\"丙\"")
                ? Script.error(500, "", "boom")
                : ChatAnswer.of("好").script())) {
      List<Asked> asked = run(fake, THREE, Duration.ofMillis(30), OptionalInt.of(30), () -> false);
      assertThat(asked.stream().filter(each -> !each.result().warmUp())).hasSize(30);
      List<Asked> failed =
          asked.stream()
              .filter(each -> each.result().exchange().outcome() == Outcome.INFRA_FAIL)
              .toList();
      assertThat(failed).isNotEmpty().allMatch(each -> each.turn().turn() == 2);
      assertThat(asked).noneMatch(each -> each.turn().turn() == 3);
    }
  }

  @Test
  void newCustomersComeByTheScheduleWhateverTheAnswersTake() throws Exception {
    Level rate = new Level(Level.Kind.CUSTOMER_RATE, 20, "constant");
    try (FakeEndpoint fake = FakeEndpoint.inTurn(ChatAnswer.of("好").script())) {
      List<Asked> asked = run(fake, rate, Duration.ofMillis(100), OptionalInt.empty(), () -> false);
      List<Long> first =
          asked.stream()
              .filter(each -> each.turn().turn() == 0 && !each.result().warmUp())
              .map(each -> each.result().scheduledNanos())
              .sorted()
              .toList();
      assertThat(first).hasSizeBetween(15, 20);
      assertThat(first.get(5) - first.get(0)).isEqualTo(250_000_000L);
      assertThat(asked).anyMatch(each -> each.turn().turn() > 0 && !each.result().warmUp());
    }
  }

  @Test
  void whereTheEarlierTurnsTakeTooLongCustomersGoOnFromWhereTheyAre() throws Exception {
    Level many = new Level(Level.Kind.CUSTOMERS, 40, "");
    SessionPlan usual = plan(many, Duration.ofMillis(100), OptionalInt.of(60));
    SessionPlan hurried =
        new SessionPlan(
            usual.level(),
            usual.chance(),
            usual.sampling(),
            usual.arrivals(),
            Duration.ofMillis(300),
            usual.warmUp(),
            usual.most(),
            usual.time());
    List<Asked> asked = new ArrayList<>();
    AtomicInteger leftOut = new AtomicInteger(-1);
    Script slow = ChatAnswer.of("好").pace(Duration.ofMillis(200), Duration.ZERO).script();
    try (FakeEndpoint fake = FakeEndpoint.inTurn(slow)) {
      run(fake, hurried, () -> false, asked, leftOut::set);
    }
    long earlier = asked.stream().filter(each -> each.result().warmUp()).count();
    assertThat(earlier).isBetween(1L, usual.earlierTurns() - 1L);
    assertThat(leftOut).hasValue(usual.earlierTurns() - (int) earlier);
    assertThat(asked).as("nobody lost a turn").hasSize((int) earlier + 60);
    sessions(asked)
        .values()
        .forEach(each ->
            assertThat(each)
                .extracting(one -> one.turn().turn())
                .containsExactlyElementsOf(
                    java.util.stream.IntStream.range(0, each.size()).boxed().toList()));
  }

  @Test
  void longPausesDoNotHoldUpTheEnd() throws Exception {
    long start = System.nanoTime();
    try (FakeEndpoint fake = FakeEndpoint.inTurn(ChatAnswer.of("好").script())) {
      BooleanSupplier halted = () -> System.nanoTime() - start > 500_000_000L;
      run(fake, THREE, Duration.ofHours(5), OptionalInt.of(50), halted);
    }
    assertThat(System.nanoTime() - start).isLessThan(15_000_000_000L);
  }

  @Test
  void anEndpointThatRefusesForGoodEndsAllOfThem() {
    try (FakeEndpoint fake = FakeEndpoint.inTurn(Script.error(401, "", "no"))) {
      assertThatThrownBy(
              () -> run(fake, THREE, Duration.ofMillis(50), OptionalInt.of(500), () -> false))
          .isInstanceOf(ProblemException.class);
      assertThat(fake.requests().size()).isLessThan(20);
    }
  }

  @Test
  void firstAndLaterTurnsAreToldApart() {
    Level level = new Level(Level.Kind.CUSTOMERS, 1, "");
    RequestTrace earlier = turn(level, 0, 0, true, 500);
    LevelFigures figures =
        LevelFigures.of(
            List.of(
                earlier,
                turn(level, 0, 1, false, 20),
                turn(level, 1, 0, false, 80),
                Traces.in(level, Mark.of(new SessionTurn(1, 1, 2)), Traces.failed(9, 0, 5))));
    SessionFigures sessions = figures.parts().sessions().orElseThrow();
    assertThat(sessions.first().spread("ttft_ms").mean()).hasValue(81);
    assertThat(sessions.later().spread("ttft_ms").mean()).hasValue(21);
    assertThat(sessions.later().count(Outcome.INFRA_FAIL)).isEqualTo(1);
    assertThat(sessions.firstCached()).hasValue(0.5);
    assertThat(List.of(sessions.begun(), sessions.present())).containsExactly(1, 1);
    assertThat(List.of(sessions.finished(), sessions.brokenOff())).containsExactly(1, 1);
    assertThat(TraceLines.read(TraceLines.write(earlier), 1).mark()).isEqualTo(earlier.mark());
  }

  private static RequestTrace turn(Level level, int session, int turn, boolean warmUp, long ttft) {
    return Traces.in(
        level,
        Mark.of(new SessionTurn(session, turn, 2)),
        Traces.answered(turn, warmUp, 0, Traces.content(ttft + 1, ttft + 11)));
  }

  private static Map<Integer, List<Asked>> sessions(List<Asked> asked) {
    return asked.stream()
        .collect(
            Collectors.groupingBy(
                each -> each.turn().session(), TreeMap::new, Collectors.toList()));
  }

  private static List<Asked> run(
      FakeEndpoint fake, Level level, Duration think, OptionalInt most, BooleanSupplier halted)
      throws InterruptedException {
    List<Asked> asked = new ArrayList<>();
    run(fake, plan(level, think, most), halted, asked, _ -> {});
    return asked;
  }

  private static void run(
      FakeEndpoint fake,
      SessionPlan plan,
      BooleanSupplier halted,
      List<Asked> asked,
      IntConsumer clockStarts)
      throws InterruptedException {
    try (ChatClient client =
        new ChatClient(ClientSettings.standard(_ -> Optional.empty(), new Random(1)))) {
      new SessionLoad(
              client,
              Ticker.system(),
              fake.endpoint(),
              plan,
              halted,
              (result, turn) -> asked.add(new Asked(result, turn)),
              clockStarts)
          .run();
    }
  }

  private static SessionPlan plan(Level level, Duration think, OptionalInt most) {
    return new SessionPlan(
        level,
        new SessionChance(List.of(TALK), think, 5),
        new Sampling(10, 0, OptionalDouble.empty()),
        () -> LongStream.iterate(0, each -> each + 50_000_000),
        Duration.ofMinutes(1),
        WarmUp.NONE,
        most,
        most.isPresent() ? Optional.empty() : Optional.of(Duration.ofSeconds(1)));
  }
}
