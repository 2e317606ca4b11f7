package touchstone.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import touchstone.model.Outcome;
import touchstone.model.ProblemException;
import touchstone.model.Sample;
import touchstone.store.SampleLog;
import touchstone.testing.ChatAnswer;
import touchstone.testing.FakeEndpoint;
import touchstone.testing.FakeRequest;
import touchstone.testing.Script;

@Timeout(60)
class RunResumeTest {
  private static final Script GOOD = ChatAnswer.of("7天内", "可以退货。").script();

  @TempDir Path temp;

  private static boolean graded(FakeRequest request) {
    return request.body().contains(":96");
  }

  private static boolean timed(FakeRequest request) {
    return request.body().contains(":64");
  }

  /** Answers well until so many requests of a kind have come, and resets every connection then. */
  private static FakeEndpoint dyingAfter(int requests, Predicate<FakeRequest> kind) {
    AtomicInteger seen = new AtomicInteger();
    return FakeEndpoint.start(request -> {
      boolean dead = kind.test(request) ? seen.incrementAndGet() > requests : seen.get() > requests;
      return dead ? Script.reset() : GOOD;
    });
  }

  // four graded requests are the warm-up's, eleven the cases'
  @ParameterizedTest
  @ValueSource(ints = {4, 7, 10, 12, 14})
  void goesOnWhereAServerDiedAmongTheCases(int requests) {
    diesAndGoesOn(dyingAfter(requests, RunResumeTest::graded));
  }

  // one timed request is the warm-up's, twenty are sent alone and twenty five at once
  @ParameterizedTest
  @ValueSource(ints = {1, 9, 20, 30})
  void goesOnWhereAServerDiedUnderLoad(int requests) {
    diesAndGoesOn(dyingAfter(requests, RunResumeTest::timed));
  }

  private void diesAndGoesOn(FakeEndpoint dying) {
    RunBench bench = new RunBench(temp.resolve("r"), RunBench.outside(dying.url()));
    try (dying) {
      assertThatThrownBy(bench::perform)
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining("touchstone run --resume");
    }
    List<Sample> kept = bench.samples();
    assertThat(bench.trials()).allSatisfy(RunResumeTest::completed);
    try (FakeEndpoint revived = FakeEndpoint.start(_ -> GOOD)) {
      bench.files.address("a", revived.url());
      assertThat(bench.perform()).isInstanceOf(Run.Ending.Finished.class);
    }
    assertThat(bench.samples()).startsWith(kept.toArray(Sample[]::new));
    whole(bench);
  }

  /** Every trial and timed request on record exactly once, and all of them answered. */
  private static void whole(RunBench bench) {
    assertThat(bench.samples()).extracting(Sample::key).doesNotHaveDuplicates();
    assertThat(bench.trials()).hasSize(8).allSatisfy(RunResumeTest::completed);
    assertThat(bench.timed("a", 1)).hasSize(20).allSatisfy(RunResumeTest::completed);
    assertThat(bench.timed("a", 5)).hasSize(20).allSatisfy(RunResumeTest::completed);
  }

  private static void completed(Sample sample) {
    assertThat(sample.outcome()).isEqualTo(Outcome.COMPLETED);
  }

  @Test
  void asksAgainWhatATornTailOfTheLogHeld() throws Exception {
    try (FakeEndpoint server = FakeEndpoint.start(_ -> GOOD)) {
      RunBench bench = new RunBench(temp.resolve("r"), RunBench.outside(server.url()));
      bench.perform();
      Path log = bench.folder().samples();
      List<String> lines = Files.readAllLines(log);
      List<String> head =
          lines.stream().takeWhile(line -> !line.contains("tiny-zh/gibberish")).toList();
      String torn = lines.get(head.size());
      Files.write(log, head);
      Files.writeString(log, torn.substring(0, torn.length() / 2), StandardOpenOption.APPEND);
      assertThat(bench.perform()).isInstanceOf(Run.Ending.Finished.class);
      assertThat(Files.readAllLines(log)).startsWith(head.toArray(String[]::new));
      whole(bench);
    }
  }

  @Test
  void asksFailedTrialsAgainThoughThereIsAReport() throws Exception {
    AtomicBoolean torn = new AtomicBoolean(true);
    try (FakeEndpoint server =
        FakeEndpoint.start(request ->
            torn.get() && graded(request) && request.body().contains("碗又碎了")
                ? Script.error(503, "busy", "no room")
                : GOOD)) {
      RunBench bench = new RunBench(temp.resolve("r"), RunBench.outside(server.url()));
      assertThat(bench.perform()).isInstanceOf(Run.Ending.Finished.class);
      assertThat(bench.outcomes("a")).hasSize(8).containsEntry("broken-bowl", Outcome.INFRA_FAIL);
      assertThat(coverage(bench)).contains("\"infra_fail\":1");
      List<String> before = Files.readAllLines(bench.folder().samples());
      torn.set(false);
      int asked = server.requests().size();
      assertThat(bench.perform()).isInstanceOf(Run.Ending.Finished.class);
      whole(bench);
      assertThat(coverage(bench)).contains("\"infra_fail\":0");
      assertThat(Files.readAllLines(bench.folder().samples()))
          .startsWith(before.toArray(String[]::new));
      assertThat(server.requests().stream().skip(asked).filter(RunResumeTest::graded))
          .filteredOn(each -> !each.body().contains("碗又碎了"))
          .hasSizeLessThanOrEqualTo(4);
    }
  }

  private static String coverage(RunBench bench) throws IOException {
    return Files.readString(bench.folder().reportJson()).replaceAll("\\s", "");
  }

  @Test
  void aFailureNeverTakesThePlaceOfAnAnswer() {
    try (FakeEndpoint server = FakeEndpoint.start(_ -> GOOD)) {
      RunBench bench = new RunBench(temp.resolve("r"), RunBench.outside(server.url()));
      bench.perform();
      Sample answered = bench.trials().getFirst();
      Sample failed =
          new Sample(
              answered.key(),
              answered.batch(),
              answered.seed(),
              answered.system(),
              List.of(),
              Outcome.INFRA_FAIL,
              answered.startedEpochMillis());
      try (SampleLog log = SampleLog.open(bench.folder().samples())) {
        Patience patience = new Patience(log);
        patience.append(List.of(failed));
        patience.flush();
      }
      whole(bench);
    }
  }

  @Test
  void asksNothingWhereNothingIsLeft() {
    try (FakeEndpoint server = FakeEndpoint.start(_ -> GOOD)) {
      RunBench bench = new RunBench(temp.resolve("r"), RunBench.outside(server.url()));
      bench.perform();
      int asked = server.requests().size();
      assertThat(bench.perform()).isInstanceOf(Run.Ending.Finished.class);
      assertThat(server.requests()).hasSize(asked);
    }
  }
}
