package touchstone.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import touchstone.model.Outcome;
import touchstone.model.Sample;
import touchstone.testing.ChatAnswer;
import touchstone.testing.FakeEndpoint;
import touchstone.testing.FakeRequest;
import touchstone.testing.Script;
import touchstone.verdict.Recommendation;

@Timeout(60)
class RunTest {
  private static final Script GOOD =
      ChatAnswer.of("您好，7天内", "可以退货，", "满59元包邮。", "让您着急了，请问具体是什么情况？").script();
  private static final Script POOR = ChatAnswer.of("今天", "天气不错").script();

  @TempDir Path temp;

  @Test
  void measuresTwoHealthyCandidatesAndRecommendsTheBetter() throws Exception {
    try (FakeEndpoint good = FakeEndpoint.start(_ -> GOOD);
        FakeEndpoint poor = FakeEndpoint.start(_ -> POOR)) {
      RunBench bench =
          new RunBench(
              temp.resolve("r"), RunBench.outside(good.url()), RunBench.outside(poor.url()));
      Run.Ending ending = bench.perform();
      assertThat(ending).isInstanceOf(Run.Ending.Finished.class);
      Reporting.Written written = ((Run.Ending.Finished) ending).written();
      assertThat(Files.readString(written.html())).contains("<html");
      assertThat(Files.readString(written.json())).contains("\"recommendation\"");
      assertThat(bench.outcomes("a")).hasSize(8).allSatisfy(this::completed);
      assertThat(bench.outcomes("b")).hasSize(8).allSatisfy(this::completed);
      eachTrialOnce(bench);
      assertThat(bench.timed("a", 1)).hasSize(20);
      assertThat(bench.timed("b", 5)).hasSize(20);
      var overall = written.input().recommendation().overall();
      assertThat(score(overall, "a")).isGreaterThan(score(overall, "b"));
      assertThat(written.input().recommendation().candidate()).isNotEqualTo(Optional.of("b"));
    }
  }

  private static double score(Recommendation.Compared overall, String candidate) {
    return Optional.ofNullable(overall.scores().get(candidate)).orElseThrow().value();
  }

  private void completed(String name, Outcome outcome) {
    assertThat(outcome).as(name).isEqualTo(Outcome.COMPLETED);
  }

  private static void eachTrialOnce(RunBench bench) {
    List<Object> keys = bench.samples().stream().<Object>map(Sample::key).toList();
    assertThat(keys).doesNotHaveDuplicates();
    assertThat(bench.trials()).hasSize(2 * bench.plan().trialsPerCandidate());
  }

  @Test
  void asksAsManyCasesAsItIsTold() {
    try (FakeEndpoint good = FakeEndpoint.start(_ -> GOOD);
        FakeEndpoint poor = FakeEndpoint.start(_ -> POOR)) {
      RunBench bench =
          new RunBench(
              temp.resolve("r"), RunBench.outside(good.url()), RunBench.outside(poor.url()));
      assertThat(bench.perform(OptionalInt.of(3))).isInstanceOf(Run.Ending.Finished.class);
      assertThat(bench.outcomes("a")).hasSize(3);
      assertThat(bench.outcomes("b").keySet()).isEqualTo(bench.outcomes("a").keySet());
      assertThat(bench.plan().availableCases()).isEqualTo(8);
    }
  }

  @Test
  void waitsForACandidateWithoutAnAddressAndAsksOnlyItThen() {
    try (FakeEndpoint good = FakeEndpoint.start(_ -> GOOD);
        FakeEndpoint late = FakeEndpoint.start(_ -> POOR)) {
      RunBench bench =
          new RunBench(
              temp.resolve("r"),
              RunBench.outside(good.url()),
              "endpoint: {url: later, model: fake}");
      Run.Ending first = bench.perform();
      assertThat(first).isInstanceOf(Run.Ending.Waiting.class);
      assertThat(((Run.Ending.Waiting) first).candidates())
          .extracting(each -> each.id())
          .containsExactly("b");
      assertThat(bench.folder().reportJson()).doesNotExist();
      int asked = good.requests().size();
      bench.files.address("b", late.url());
      assertThat(bench.perform()).isInstanceOf(Run.Ending.Finished.class);
      assertThat(good.requests()).hasSize(asked);
      assertThat(bench.outcomes("b")).hasSize(8);
      eachTrialOnce(bench);
    }
  }

  @Test
  void keepsAKeyOutOfEveryFileEvenWhereTheServerRepeatsIt() {
    try (FakeEndpoint chatty = FakeEndpoint.start(RunTest::repeatingTheKey)) {
      String candidate =
          "endpoint: {url: '" + chatty.url() + "', model: fake, apiKey: '${SHOP_KEY}'}";
      RunBench bench = new RunBench(temp.resolve("r"), candidate, candidate);
      assertThat(bench.perform()).isInstanceOf(Run.Ending.Finished.class);
      assertThat(chatty.requests())
          .anySatisfy(each -> assertThat(each.header("authorization")).contains(RunBench.SECRET));
      assertThat(bench.outcomes("a")).containsEntry("gibberish", Outcome.INFRA_FAIL);
      assertThat(bench.texts()).hasSizeGreaterThan(5);
      bench.texts().forEach(RunTest::holdsNoKey);
      assertThat(bench.heard.stream().map(Object::toString).collect(Collectors.joining()))
          .doesNotContain(RunBench.SECRET);
    }
  }

  private static void holdsNoKey(Path file, String text) {
    assertThat(text).as(file.toString()).doesNotContain(RunBench.SECRET);
  }

  private static Script repeatingTheKey(FakeRequest request) {
    return request.body().contains("阿吧阿吧") && request.body().contains("96")
        ? Script.error(503, "busy", "no room for " + request.header("authorization"))
        : ChatAnswer.characters("密钥是 " + request.header("authorization")).script();
  }
}
