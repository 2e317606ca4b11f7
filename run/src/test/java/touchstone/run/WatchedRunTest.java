package touchstone.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import touchstone.model.ProblemException;
import touchstone.model.Sample;
import touchstone.report.TimingFields;
import touchstone.store.Json;
import touchstone.testing.ChatAnswer;
import touchstone.testing.FakeEndpoint;
import touchstone.testing.FakeRequest;
import touchstone.testing.JsonText;
import touchstone.testing.Script;
import touchstone.verdict.Decision;
import touchstone.verdict.Recommendation;

/** Runs that stop when the answer is known. */
@Timeout(120)
class WatchedRunTest {
  private static final int CASES = 48;

  /** The warm-up's, those sent alone and those sent five at once. */
  private static final int TIMED = 41;

  private static final List<String> DIMENSIONS = List.of("semantics", "expression");
  private static final String WATCHED =
      "stopping: watched\nrequirements: {weights: {speed: 0, cost: 0}}\n";

  @TempDir Path temp;

  private static Path suite(Path folder) throws IOException {
    String cases =
        DIMENSIONS.stream()
            .flatMap(dimension -> IntStream.range(0, CASES).mapToObj(i -> test(dimension, i)))
            .collect(Collectors.joining());
    String text =
        """
        name: watched-zh
        version: 1
        title: {zh: 边跑边看, en: Watched}
        language: zh
        licence: Apache-2.0
        skills: {店规: shop rules}
        system: 你是网店客服。七天内可退货。
        cases:
        """
            + cases;
    return Files.writeString(folder.resolve("watched.yaml"), text);
  }

  private static String test(String dimension, int number) {
    return """
      - id: %s-%02d
        dimension: %s
        skill: 店规
        difficulty: easy
        user: %s第%02d号订单能退吗
        checks:
          - {key: 可以退, topic: [[可以退]]}
    """
        .formatted(dimension, number, dimension, dimension, number);
  }

  /** Answers right where told to, by the case's number. */
  private static Script answer(FakeRequest request, IntPredicate right) {
    String said = JsonText.lastString(request.body(), "content");
    int number = Integer.parseInt(said.replaceAll(".*第(\\d\\d)号.*", "$1"));
    return right.test(number)
        ? ChatAnswer.of("您好，", "可以退。").script()
        : ChatAnswer.of("请稍等，", "我看一下。").script();
  }

  private static FakeEndpoint endpoint(IntPredicate right) {
    return FakeEndpoint.start(request -> probe(request) ? hello() : answer(request, right));
  }

  private static boolean probe(FakeRequest request) {
    return !JsonText.lastString(request.body(), "content").matches("(?s).*第\\d\\d号.*");
  }

  private static Script hello() {
    return ChatAnswer.of("您好").script();
  }

  /** Right with a probability that depends on the case's number alone. */
  private static IntPredicate quality(double probability, long seed) {
    return number -> new SplittableRandom(seed * 1009 + number).nextDouble() < probability;
  }

  private RunBench bench(String name, FakeEndpoint... candidates) throws IOException {
    List<String> all =
        List.of(candidates).stream().map(each -> RunBench.outside(each.url())).toList();
    return new RunBench(temp.resolve(name), suite(temp).toString(), all, WATCHED);
  }

  private static Recommendation recommendation(Run.Ending ending) {
    return ((Run.Ending.Finished) ending).written().input().recommendation();
  }

  private static Recommendation.Coverage coverage(Recommendation r, String candidate) {
    return r.coverage().getOrDefault(candidate, new Recommendation.Coverage(0, 0, 0, 0, 0));
  }

  @Test
  void plainlyDifferentCandidatesStopEarlyAndTheReportSaysSo() throws Exception {
    try (FakeEndpoint a = endpoint(quality(0.95, 1));
        FakeEndpoint b = endpoint(quality(0.03, 2))) {
      RunBench bench = bench("r", a, b);
      Recommendation r = recommendation(bench.perform());
      assertThat(r.decision()).isEqualTo(Decision.BETTER);
      assertThat(r.candidate()).contains("a");
      assertThat(bench.outcomes("a")).hasSize(2 * CASES);
      int asked = bench.outcomes("b").size();
      assertThat(asked).isLessThan(CASES);
      assertThat(coverage(r, "b").settled()).isEqualTo(2 * CASES - asked);
      assertThat(r.caveats())
          .extracting(Recommendation.Caveat::id)
          .contains("watched", "settled")
          .doesNotContain("missing");
      assertThat(bench.heard)
          .filteredOn(RunEvent.Note.class::isInstance)
          .anySatisfy(each -> assertThat(each.toString()).contains("已见分晓"));
      assertThat(Files.readString(bench.folder().reportJson()).replaceAll("\\s", ""))
          .contains("\"settled\":" + coverage(r, "b").settled())
          .contains("bettingconfidencesequence");
      int sent = b.requests().size();
      assertThat(recommendation(bench.perform()).decision()).isEqualTo(Decision.BETTER);
      assertThat(b.requests()).hasSize(sent);
    }
  }

  @Test
  void candidatesOfTheSameQualityAreAskedOnAndNeitherIsCalledBetter() throws Exception {
    try (FakeEndpoint a = endpoint(quality(0.7, 3));
        FakeEndpoint b = endpoint(quality(0.7, 4))) {
      RunBench bench = bench("r", a, b);
      Recommendation r = recommendation(bench.perform());
      assertThat(r.overall().decision()).isNotEqualTo(Decision.BETTER);
      assertThat(bench.outcomes("b")).hasSize(2 * CASES);
    }
  }

  /** The second one dies on the way, in different rounds; the third is measured after it. */
  @ParameterizedTest
  @ValueSource(ints = {3, 10, 18})
  void aRunThatWasBrokenOffStopsWhereAnUndisturbedOneDoes(int requests) throws Exception {
    AtomicInteger timed = new AtomicInteger();
    AtomicInteger cases = new AtomicInteger();
    IntPredicate poor = quality(0.03, 2);
    try (FakeEndpoint a = endpoint(quality(0.95, 1));
        FakeEndpoint b = endpoint(poor);
        FakeEndpoint dying =
            FakeEndpoint.start(request -> dies(request, timed, cases, requests, poor))) {
      RunBench whole = bench("whole", a, b);
      whole.perform();
      RunBench broken = bench("broken", a, dying);
      assertThatThrownBy(broken::perform).isInstanceOf(ProblemException.class);
      List<Sample> kept = broken.samples();
      broken.files.address("b", b.url());
      broken.perform();
      assertThat(broken.samples()).startsWith(kept.toArray(Sample[]::new));
      assertThat(broken.outcomes("b")).isEqualTo(whole.outcomes("b"));
      assertThat(report(broken)).isEqualTo(report(whole));
    }
  }

  /** Dies after so many cases: those that come once the timed requests are over. */
  private static Script dies(
      FakeRequest request, AtomicInteger timed, AtomicInteger cases, int most, IntPredicate right) {
    if (probe(request)) {
      return hello();
    }
    if (request.body().contains("max_tokens\":64,")) {
      timed.incrementAndGet();
    } else if (timed.get() >= TIMED) {
      cases.incrementAndGet();
    }
    return cases.get() > most ? Script.reset() : answer(request, right);
  }

  /** Without what is of the clock or of the process, and with both servers called the same. */
  private static JsonNode report(RunBench bench) throws IOException {
    String text = Files.readString(bench.folder().reportJson());
    return TimingFields.without(Json.mapper().readTree(text.replaceAll("127.0.0.1:\\d+", "HOST")));
  }

  @Test
  void aThirdCandidateStopsOnceAllItsPairsAreSettled() throws Exception {
    try (FakeEndpoint a = endpoint(quality(0.95, 1));
        FakeEndpoint b = endpoint(quality(0.03, 2));
        FakeEndpoint c = endpoint(quality(0.95, 5))) {
      RunBench bench = bench("r", a, b, c);
      Recommendation r = recommendation(bench.perform());
      assertThat(bench.outcomes("b").size()).isLessThan(CASES);
      assertThat(bench.outcomes("c").size()).isGreaterThan(bench.outcomes("b").size());
      assertThat(r.overall().pairs())
          .filteredOn(each -> each.b().equals("b") || each.a().equals("b"))
          .allSatisfy(each -> assertThat(each.decision()).isEqualTo(Decision.BETTER));
    }
  }

  @Test
  void aFixedRunAsksEverything() throws Exception {
    try (FakeEndpoint a = endpoint(quality(0.95, 1));
        FakeEndpoint b = endpoint(quality(0.03, 2))) {
      RunBench bench =
          new RunBench(
              temp.resolve("r"),
              suite(temp).toString(),
              List.of(RunBench.outside(a.url()), RunBench.outside(b.url())),
              "stopping: fixed\n");
      Recommendation r = recommendation(bench.perform());
      assertThat(bench.outcomes("b")).hasSize(2 * CASES);
      assertThat(coverage(r, "b").settled()).isZero();
      assertThat(r.caveats()).extracting(Recommendation.Caveat::id).doesNotContain("watched");
    }
  }
}
