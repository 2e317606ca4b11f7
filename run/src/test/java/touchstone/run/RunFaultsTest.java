package touchstone.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import touchstone.model.Grade;
import touchstone.model.Outcome;
import touchstone.model.ProblemException;
import touchstone.model.Sample;
import touchstone.model.Standing;
import touchstone.testing.ChatAnswer;
import touchstone.testing.Delivery;
import touchstone.testing.FakeEndpoint;
import touchstone.testing.FakeRequest;
import touchstone.testing.Script;

@Timeout(60)
class RunFaultsTest {
  /** Cap of a graded answer in a quick run; timed and probing requests have others. */
  private static final String GRADED = ":96";

  private static final int WARM_UP = 4;
  private static final Script GOOD = ChatAnswer.of("7天内", "可以退货。").script();
  private static final Script SLOW =
      ChatAnswer.of("7天内", "可以退货。").pace(Duration.ofMillis(150), Duration.ofMillis(50)).script();

  @TempDir Path temp;

  /** A server with scripts of its own for graded requests, numbered from 0 after the warm-up. */
  private static FakeEndpoint server(Function<FakeRequest, Script> graded) {
    AtomicInteger seen = new AtomicInteger();
    return FakeEndpoint.start(request ->
        request.body().contains(GRADED) && seen.incrementAndGet() > WARM_UP
            ? graded.apply(request)
            : GOOD);
  }

  private RunBench run(FakeEndpoint server) {
    RunBench bench = bench(server);
    assertThat(bench.perform()).isInstanceOf(Run.Ending.Finished.class);
    return bench;
  }

  private RunBench bench(FakeEndpoint server) {
    return new RunBench(temp.resolve("r"), RunBench.outside(server.url()));
  }

  @Test
  void sendsFewerAtOnceAndLaterWhereTheServerSaysTooMany() {
    AtomicInteger graded = new AtomicInteger();
    try (FakeEndpoint server =
        server(_ -> graded.getAndIncrement() < 6 ? Script.tooMany("0.2") : SLOW)) {
      RunBench bench = run(server);
      assertThat(bench.outcomes("a")).hasSize(8).doesNotContainValue(Outcome.INFRA_FAIL);
      assertThat(bench.trials())
          .anySatisfy(each -> assertThat(each.exchanges().getFirst().attempts()).isGreaterThan(1));
      List<long[]> spans = gradedSpans(server);
      long firstRefusal = spans.get(0)[1];
      List<long[]> after = spans.subList(6, spans.size());
      assertThat(after.getFirst()[0] - firstRefusal).isGreaterThanOrEqualTo(200_000_000);
      // six at once without the refusals; three after them, and one more after three good answers
      assertThat(mostAtOnce(after)).isBetween(1, 4);
    }
  }

  /** When each graded request came in and when the last byte of its answer went out. */
  private static List<long[]> gradedSpans(FakeEndpoint server) {
    List<Delivery> deliveries = server.deliveries();
    return server.requests().stream()
        .filter(each -> each.body().contains(GRADED))
        .skip(WARM_UP)
        .map(each -> new long[] {each.receivedNanos(), end(deliveries, each.number())})
        .toList();
  }

  private static long end(List<Delivery> deliveries, int request) {
    return deliveries.stream()
        .filter(each -> each.request() == request)
        .mapToLong(each -> each.writes().getLast().nanos())
        .findFirst()
        .orElseThrow();
  }

  private static int mostAtOnce(List<long[]> spans) {
    return spans.stream()
        .mapToInt(one ->
            (int) spans.stream().filter(each -> each[0] <= one[0] && one[0] < each[1]).count())
        .max()
        .orElse(0);
  }

  @Test
  void asksAgainAfterTwoFailuresOfTheServer() {
    AtomicInteger returns = new AtomicInteger();
    try (FakeEndpoint server =
        server(request ->
            request.body().contains("几天内能退") && returns.getAndIncrement() < 2
                ? Script.error(503, "busy", "loading")
                : GOOD)) {
      RunBench bench = run(server);
      assertThat(bench.outcomes("a")).hasSize(8).containsEntry("return-window", Outcome.COMPLETED);
      assertThat(trial(bench, "return-window").exchanges().getFirst().attempts()).isEqualTo(3);
    }
  }

  @Test
  void neverScoresAStreamThatBreaksOffAndScoresAnEmptyAnswerAsTheModelsFault() {
    Script torn = ChatAnswer.of("7天", "内").finish("").withoutDone().script();
    Script empty = ChatAnswer.of().script();
    try (FakeEndpoint server =
        server(request ->
            request.body().contains("碗又碎了")
                ? torn
                : request.body().contains("阿吧阿吧") ? empty : GOOD)) {
      RunBench bench = run(server);
      assertThat(bench.outcomes("a"))
          .hasSize(8)
          .containsEntry("broken-bowl", Outcome.INFRA_FAIL)
          .containsEntry("gibberish", Outcome.MODEL_FAIL);
      assertThat(trial(bench, "broken-bowl").exchanges().getFirst().attempts()).isEqualTo(3);
      Grade broken = grade(bench, "broken-bowl");
      assertThat(broken.standing()).isEqualTo(Standing.INFRA_FAIL);
      assertThat(broken.score()).isEmpty();
      assertThat(grade(bench, "gibberish").standing()).isEqualTo(Standing.MODEL_FAIL);
      assertThat(grade(bench, "gibberish").score()).hasValue(1);
    }
  }

  private static Sample trial(RunBench bench, String name) {
    return bench.trials().stream()
        .filter(each -> each.key().caseId().endsWith("/" + name))
        .findFirst()
        .orElseThrow();
  }

  private static Grade grade(RunBench bench, String name) {
    return new EvidenceReader(bench.plan(), bench.samples(), List.of())
        .grades().stream()
            .filter(each -> each.key().caseId().endsWith("/" + name))
            .findFirst()
            .orElseThrow();
  }

  @Test
  void givesUpOnAServerThatFallsSilentAndSaysHowToGoOn() {
    try (FakeEndpoint server = server(_ -> Script.silence())) {
      RunBench bench = bench(server);
      assertThatThrownBy(bench::perform)
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining("touchstone run --resume");
      assertThat(bench.trials()).isEmpty();
    }
  }

  @Test
  void doesNotBeginWithAServerThatNeverAnswers() {
    try (FakeEndpoint server = FakeEndpoint.raw(_ -> Script.silence())) {
      RunBench bench = bench(server);
      assertThatThrownBy(bench::perform).isInstanceOf(ProblemException.class);
      assertThat(bench.samples()).isEmpty();
    }
  }
}
