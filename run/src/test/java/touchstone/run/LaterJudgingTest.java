package touchstone.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import touchstone.model.Endpoint;
import touchstone.model.ProblemException;
import touchstone.run.LaterJudging.Ending;
import touchstone.store.Json;
import touchstone.testing.ChatAnswer;
import touchstone.testing.FairJudge;
import touchstone.testing.FakeEndpoint;
import touchstone.testing.FakeRequest;
import touchstone.testing.Script;

/** A finished run judged afterwards, by judges of known character over HTTP. */
@Timeout(120)
class LaterJudgingTest {
  private static final int AUDIT = 400;

  @TempDir Path temp;
  private FakeEndpoint plain;
  private FakeEndpoint warm;
  private RunBench bench;
  private String byRules;

  @BeforeEach
  void aRunThatRulesGraded() throws IOException {
    plain = FakeEndpoint.start(WarmCandidates::plain);
    warm = FakeEndpoint.start(WarmCandidates::warm);
    bench =
        new RunBench(
            temp.resolve("r"),
            WarmCandidates.suite(temp).toString(),
            List.of(RunBench.outside(plain.url()), RunBench.outside(warm.url())),
            "");
    assertThat(bench.perform()).isInstanceOf(Run.Ending.Finished.class);
    byRules = report();
  }

  @AfterEach
  void close() {
    plain.close();
    warm.close();
  }

  @Test
  void aFairJudgeIsHeardAndItsPartShownApart() throws IOException {
    String grades = Files.readString(bench.folder().grades());
    try (FakeEndpoint judge = FakeEndpoint.start(WarmCandidates.judge())) {
      Ending.Judged judged = judged(judge);
      assertThat(judge.requests()).hasSize(AUDIT + 2 * WarmCandidates.ASKED);
      assertThat(judged.outcome())
          .isEqualTo(
              new JudgePhase.Outcome(
                  WarmCandidates.CASES, WarmCandidates.CASES, 0, java.util.Optional.empty()));
    }
    assertThat(Files.readString(bench.folder().grades())).isEqualTo(grades);
    JsonNode pair = Json.mapper().readTree(report()).at("/judge/pairs/0");
    assertThat(pair.at("/losses").asInt()).isEqualTo(WarmCandidates.ASKED);
    assertThat(pair.at("/ties").asInt()).isEqualTo(3);
    assertThat(pair.at("/longer").asInt()).isEqualTo(WarmCandidates.ASKED);
    assertThat(pair.at("/rules/value").asDouble()).isZero();
    assertThat(pair.at("/judge/value").asDouble()).isBetween(-0.82, -0.75);
    JsonNode before = expression(byRules);
    JsonNode after = expression(report());
    assertThat(before.at("/pairs/0/difference").asDouble()).isZero();
    assertThat(after.at("/pairs/0/difference").asDouble()).isBetween(-0.82, -0.75);
    assertThat(after.at("/rule/zh").asString()).contains("裁判");
    assertThat(Files.readString(bench.folder().reportHtml()))
        .contains("看谁更体贴", "id=\"judge\"", "裁判认为 fake (b) 更好");
  }

  @Test
  void whatWasSaidIsNotAskedAgainAndTheReportStaysTheSame() throws IOException {
    try (FakeEndpoint judge = FakeEndpoint.start(WarmCandidates.judge())) {
      judged(judge);
      String first = report();
      int asked = judge.requests().size();
      judged(judge);
      assertThat(judge.requests()).hasSize(asked);
      assertThat(report()).isEqualTo(first);
      Files.writeString(
          bench.folder().judgements(), "{\"judge\":\"torn", StandardOpenOption.APPEND);
      writeReport();
      assertThat(report()).isEqualTo(first);
    }
  }

  @Test
  void rulesAloneAreRecoveredByTakingTheJudgeAway() throws IOException {
    try (FakeEndpoint judge = FakeEndpoint.start(WarmCandidates.judge())) {
      judged(judge);
    }
    assertThat(report()).isNotEqualTo(byRules);
    Files.delete(bench.folder().judge());
    writeReport();
    assertThat(report()).isEqualTo(byRules);
  }

  @Test
  void aJudgeThatFailsItsTrialChangesNothing() {
    Map<Path, String> before = bench.texts();
    try (FakeEndpoint judge =
        FakeEndpoint.start(
            _ -> ChatAnswer.of("{\"reason\":\"\",\"better\":\"A\",\"score\":4}").script())) {
      Ending ending = perform(judge, List.of(), false);
      assertThat(ending).isInstanceOf(Ending.Refused.class);
      assertThat(((Ending.Refused) ending).card().reasons()).isNotEmpty();
    }
    assertThat(bench.texts()).isEqualTo(before);
  }

  @Test
  void aJudgeOfACandidatesFamilyIsRefusedWithoutARequestUnlessAllowed() {
    Map<Path, String> before = bench.texts();
    try (FakeEndpoint judge = FakeEndpoint.start(WarmCandidates.judge())) {
      assertThat(perform(judge, List.of("QwQ-32B"), false)).isInstanceOf(Ending.Refused.class);
      assertThat(judge.requests()).isEmpty();
      assertThat(bench.texts()).isEqualTo(before);
      assertThat(perform(judge, List.of("QwQ-32B"), true)).isInstanceOf(Ending.Judged.class);
    }
  }

  @Test
  void aJudgeThatDiesInTheMiddleIsAskedForTheRestLater() throws IOException {
    AtomicBoolean dead = new AtomicBoolean(true);
    AtomicInteger heard = new AtomicInteger();
    FairJudge fair = WarmCandidates.judge();
    Function<FakeRequest, Script> dying =
        request ->
            fair.beyondTheAudit(request) && dead.get() && heard.incrementAndGet() > 6
                ? Script.error(503, "gone", "no more today")
                : fair.apply(request);
    try (FakeEndpoint judge = FakeEndpoint.start(dying)) {
      JudgePhase.Outcome broken = judged(judge).outcome();
      assertThat(broken.missing()).isPositive();
      assertThat(broken.problem()).isPresent();
      assertThat(Json.mapper().readTree(report()).at("/judge/reasons/0/en").asString())
          .contains(broken.missing() + " pairs of answers were not compared");
      int before = judge.requests().size();
      dead.set(false);
      assertThat(judged(judge).outcome().missing()).isZero();
      assertThat(judge.requests().size() - before).isLessThanOrEqualTo(2 * broken.missing());
    }
  }

  @Test
  void whatCannotBeReadIsSaidAndDoesNotCount() throws IOException {
    FairJudge fair = WarmCandidates.judge();
    try (FakeEndpoint judge =
        FakeEndpoint.start(request ->
            fair.beyondTheAudit(request)
                ? ChatAnswer.of("两条都", "挺好的呀！").script()
                : fair.apply(request))) {
      JudgePhase.Outcome outcome = judged(judge).outcome();
      assertThat(outcome.unreadable()).isEqualTo(WarmCandidates.ASKED);
      assertThat(outcome.missing()).isZero();
    }
    JsonNode pair = Json.mapper().readTree(report()).at("/judge/pairs/0");
    assertThat(pair.at("/unreadable").asInt()).isEqualTo(WarmCandidates.ASKED);
    assertThat(pair.at("/judge").isNull()).isTrue();
    assertThat(expression(report())).isEqualTo(expression(byRules));
    assertThat(Files.readString(bench.folder().reportHtml())).contains("挺好的呀");
  }

  @Test
  void aRunThatIsNotFinishedIsNotJudged() throws IOException {
    Files.delete(bench.folder().reportJson());
    try (FakeEndpoint judge = FakeEndpoint.start(WarmCandidates.judge())) {
      assertThatThrownBy(() -> judged(judge))
          .isInstanceOfSatisfying(
              ProblemException.class,
              fault ->
                  assertThat(fault.problem().nextStep().en()).contains("touchstone run --resume"));
      assertThat(judge.requests()).isEmpty();
    }
  }

  private Ending.Judged judged(FakeEndpoint judge) {
    Ending ending = perform(judge, List.of(), false);
    assertThat(ending).isInstanceOf(Ending.Judged.class);
    return (Ending.Judged) ending;
  }

  private Ending perform(FakeEndpoint judge, List<String> against, boolean allowFamily) {
    Endpoint endpoint =
        new Endpoint(judge.url(), "qwen3-judge", java.util.Optional.empty(), Map.of(), "{}", false);
    return new LaterJudging(bench.files, bench.around(), _ -> {}, (_, _, _) -> {})
        .perform(new JudgeSeat(endpoint, 2048, 4, allowFamily, against));
  }

  private void writeReport() {
    new Reporting(bench.around().versions(), bench.around().language()).write(bench.files);
  }

  private String report() throws IOException {
    return Files.readString(bench.folder().reportJson());
  }

  private static JsonNode expression(String report) {
    for (JsonNode each : Json.mapper().readTree(report).path("dimensions")) {
      if (each.path("id").asString().equals("expression")) {
        return each;
      }
    }
    throw new AssertionError("no such dimension");
  }
}
