package touchstone.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import touchstone.store.Json;
import touchstone.store.JudgementLog;
import touchstone.testing.ChatAnswer;
import touchstone.testing.FairJudge;
import touchstone.testing.FakeEndpoint;
import touchstone.testing.FakeRequest;
import touchstone.testing.Script;

/** Runs whose selection names a judge. */
@Timeout(120)
class JudgedRunTest {
  private static final int AUDIT = 400;

  @TempDir Path temp;
  private final AtomicInteger asked = new AtomicInteger();
  private FakeEndpoint plain;
  private FakeEndpoint warm;

  @BeforeEach
  void open() {
    plain =
        FakeEndpoint.start(request -> {
          asked.incrementAndGet();
          return WarmCandidates.plain(request);
        });
    warm = FakeEndpoint.start(WarmCandidates::warm);
  }

  @AfterEach
  void close() {
    plain.close();
    warm.close();
  }

  @Test
  void theJudgeIsTriedBeforeTheCandidatesAndAskedAfterThem() throws IOException {
    AtomicInteger triedBefore = new AtomicInteger();
    FairJudge fair = WarmCandidates.judge();
    try (FakeEndpoint judge =
        FakeEndpoint.start(request -> {
          triedBefore.addAndGet(asked.get() == 0 ? 1 : 0);
          return fair.apply(request);
        })) {
      RunBench bench = bench(judge, "");
      assertThat(bench.perform()).isInstanceOf(Run.Ending.Finished.class);
      assertThat(triedBefore).hasValue(AUDIT);
      assertThat(judge.requests()).hasSize(AUDIT + 2 * WarmCandidates.ASKED);
      JsonNode said = report(bench).path("judge");
      assertThat(said.path("state").asString()).isEqualTo("accepted");
      assertThat(said.at("/pairs/0/losses").asInt()).isEqualTo(WarmCandidates.ASKED);
      assertThat(said.path("reasons")).isEmpty();
    }
  }

  @Test
  void aRefusedJudgeLeavesTheRunToTheRulesAndTheReportSaysWhy() throws IOException {
    try (FakeEndpoint judge =
        FakeEndpoint.start(
            _ -> ChatAnswer.of("{\"reason\":\"\",\"better\":\"B\",\"score\":4}").script())) {
      RunBench bench = bench(judge, "");
      assertThat(bench.perform()).isInstanceOf(Run.Ending.Finished.class);
      JsonNode said = report(bench).path("judge");
      assertThat(said.path("state").asString()).isEqualTo("refused");
      assertThat(said.path("reasons").toString()).contains("the winner changes with the order");
      assertThat(said.path("pairs")).isEmpty();
      assertThat(bench.heard)
          .anySatisfy(event -> assertThat(event.toString()).contains("rules alone grade this run"));
      assertThat(bench.folder().judgements()).doesNotExist();
    }
  }

  @Test
  void aJudgeThatIsNotThereDoesNotFailTheRunAndIsTriedAgainLater() throws IOException {
    AtomicBoolean there = new AtomicBoolean();
    FairJudge fair = WarmCandidates.judge();
    try (FakeEndpoint judge =
        FakeEndpoint.start(request ->
            there.get() ? fair.apply(request) : Script.error(401, "invalid_api_key", "no"))) {
      RunBench bench = bench(judge, "");
      assertThat(bench.perform()).isInstanceOf(Run.Ending.Finished.class);
      assertThat(report(bench).at("/judge/state").asString()).isEqualTo("unreachable");
      assertThat(report(bench).at("/judge/reasons/0/en").asString()).contains("401");
      there.set(true);
      int answered = asked.get();
      assertThat(bench.perform()).isInstanceOf(Run.Ending.Finished.class);
      assertThat(asked).as("the candidates are not asked again").hasValue(answered);
      assertThat(report(bench).at("/judge/state").asString()).isEqualTo("accepted");
    }
  }

  /** As after kill -9: the process is gone while the judge judges, nobody ends the session. */
  @Test
  void aRunThatDiedWhileItWasJudgedAsksNothingTwice() throws IOException {
    AtomicInteger heard = new AtomicInteger();
    AtomicBoolean dies = new AtomicBoolean(true);
    FairJudge fair = WarmCandidates.judge();
    Thread[] runner = new Thread[1];
    Function<FakeRequest, Script> killing =
        request -> {
          if (fair.beyondTheAudit(request) && dies.get() && heard.incrementAndGet() == 8) {
            runner[0].interrupt();
          }
          return fair.apply(request);
        };
    try (FakeEndpoint judge = FakeEndpoint.start(killing)) {
      RunBench bench = bench(judge, "");
      runner[0] = Thread.currentThread();
      assertThat(org.assertj.core.api.Assertions.catchThrowable(bench::perform))
          .isInstanceOf(Gang.Interrupted.class);
      assertThat(Thread.interrupted()).isTrue();
      dies.set(false);
      int judged = JudgementLog.read(bench.folder().judgements()).size();
      assertThat(judged).isLessThan(WarmCandidates.CASES);
      int before = judge.requests().size();
      assertThat(bench.perform()).isInstanceOf(Run.Ending.Finished.class);
      assertThat(judge.requests().size() - before)
          .isLessThanOrEqualTo(2 * (WarmCandidates.CASES - judged));
      assertThat(JudgementLog.read(bench.folder().judgements())).hasSize(WarmCandidates.CASES);
      assertThat(report(bench).at("/judge/pairs/0/losses").asInt()).isEqualTo(WarmCandidates.ASKED);
    }
  }

  /**
   * The trial is paid for by the first run; the second is granted less than one pair costs, so that
   * the pair that waits for a free worker is not asked about, whoever is first.
   */
  @Test
  void whatTheMoneyDoesNotReachIsLeftOutAndSaid() throws IOException {
    try (FakeEndpoint judge = FakeEndpoint.start(WarmCandidates.judge())) {
      RunBench first = bench(judge, "");
      first.perform();
      double cost =
          JudgementLog.read(first.folder().judgements()).stream()
              .mapToDouble(each -> (each.promptTokens() + each.completionTokens()) / 1e6)
              .sum();
      assertThat(cost).isPositive();
      int before = judge.requests().size();
      RunBench second =
          bench(
              "r2",
              WarmCandidates.suite(temp),
              judge,
              "budget: {money: %.9f}\n".formatted(cost / 20));
      assertThat(second.perform()).isInstanceOf(Run.Ending.Finished.class);
      assertThat(judge.requests().size() - before).isLessThan(2 * WarmCandidates.ASKED);
      assertThat(second.outcomes("a")).hasSize(WarmCandidates.CASES);
      assertThat(second.heard)
          .anySatisfy(event -> assertThat(event.toString()).contains("the budget is used up"));
      assertThat(report(second).at("/judge/reasons/0/en").asString()).contains("time was up");
    }
  }

  @Test
  void aJudgeThatWouldBeAskedNothingIsNotTried() throws IOException {
    try (FakeEndpoint judge = FakeEndpoint.start(WarmCandidates.judge())) {
      Path suite = WarmCandidates.suite(temp);
      Files.writeString(
          suite, Files.readString(suite).replace("dimension: expression", "dimension: semantics"));
      RunBench bench = bench("r", suite, judge, "");
      assertThat(bench.perform()).isInstanceOf(Run.Ending.Finished.class);
      assertThat(judge.requests()).isEmpty();
      assertThat(report(bench).at("/judge/state").asString()).isEqualTo("not_asked");
      assertThat(report(bench).at("/judge/reasons/0/en").asString()).contains("nothing to compare");
    }
  }

  @Test
  void aJudgeOfTheFamilyIsRefusedInARunToo() throws IOException {
    try (FakeEndpoint judge = FakeEndpoint.start(WarmCandidates.judge())) {
      String named = "judge: {url: '%s', model: fake}\n".formatted(judge.url());
      RunBench bench =
          new RunBench(
              temp.resolve("r"),
              WarmCandidates.suite(temp).toString(),
              List.of(RunBench.outside(plain.url()), RunBench.outside(warm.url())),
              named);
      assertThat(bench.perform()).isInstanceOf(Run.Ending.Finished.class);
      assertThat(judge.requests()).isEmpty();
      assertThat(report(bench).at("/judge/state").asString()).isEqualTo("refused");
      assertThat(report(bench).at("/judge/reasons/0/en").asString()).contains("of one family");
    }
  }

  @Test
  void aKeyOfTheJudgeStaysOutOfEveryFile() {
    FairJudge fair = WarmCandidates.judge();
    try (FakeEndpoint judge = FakeEndpoint.start(fair)) {
      RunBench bench = bench(judge, "");
      bench.perform();
      assertThat(judge.requests().getFirst().header("authorization")).contains(RunBench.SECRET);
      bench
          .texts()
          .forEach(
              (file, text) -> assertThat(text).as(file.toString()).doesNotContain(RunBench.SECRET));
    }
  }

  private RunBench bench(FakeEndpoint judge, String more) {
    return bench("r", WarmCandidates.suite(temp), judge, more);
  }

  private RunBench bench(String name, Path suite, FakeEndpoint judge, String more) {
    String named =
        "judge: {url: '%s', model: qwen3-judge, apiKey: '${SHOP_KEY}', price: {input: 1, output: 1}}\n"
            .formatted(judge.url());
    return new RunBench(
        temp.resolve(name),
        suite.toString(),
        List.of(RunBench.outside(plain.url()), RunBench.outside(warm.url())),
        more + named);
  }

  private static JsonNode report(RunBench bench) throws IOException {
    return Json.mapper().readTree(Files.readString(bench.folder().reportJson()));
  }
}
