package touchstone.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import touchstone.model.Outcome;
import touchstone.model.Ticker;
import touchstone.testing.ChatAnswer;
import touchstone.testing.FakeEndpoint;
import touchstone.testing.FakeRequest;
import touchstone.testing.Script;
import touchstone.testing.TestingTicker;

@Timeout(60)
class BudgetTest {
  /** Cap of a timed request's answer. */
  private static final String TIMED = ":64";

  private static final Script GOOD = ChatAnswer.of("7天内", "可以退货。").script();
  private static final Script SLOW =
      ChatAnswer.of("7天内", "可以退货。").pace(Duration.ofMillis(600), Duration.ofMillis(50)).script();

  @TempDir Path temp;

  @Test
  void candidatesShareWhatIsLeftAndLoadGetsAPart() {
    TestingTicker ticker = new TestingTicker();
    Governor governor = new Governor(ticker, minutes(10), 60, 0);
    governor.turn(3);
    // 600 seconds, 5 of them for the report, 60 used up before
    assertThat(governor.secondsLeft().orElseThrow()).isCloseTo((595 - 60) / 3.0, within(1e-6));
    assertThat(governor.secondsLeft(Governor.FOR_CASES).orElseThrow())
        .isCloseTo(0.8 * (595 - 60) / 3, within(1e-6));
    ticker.advance(Duration.ofSeconds(100));
    governor.turn(2);
    assertThat(governor.secondsLeft().orElseThrow()).isCloseTo((595 - 160) / 2.0, within(1e-6));
    ticker.advance(Duration.ofMinutes(5));
    assertThat(governor.exhausted()).isTrue();
    governor.turn(1);
    assertThat(governor.exhausted()).isFalse();
  }

  @Test
  void withoutABudgetNothingEnds() {
    TestingTicker ticker = new TestingTicker();
    Governor governor =
        new Governor(
            ticker, new Selection.Budget(OptionalDouble.empty(), OptionalDouble.empty()), 0, 0);
    ticker.advance(Duration.ofDays(9));
    governor.turn(2);
    assertThat(governor.secondsLeft()).isEmpty();
    assertThat(governor.exhausted()).isFalse();
  }

  @Test
  void breaksOffWhatIsUnderWayAndLeavesNoInterruptBehind() {
    assertThatThrownBy(
            () -> Deadline.within(Ticker.system(), OptionalDouble.of(0.05), BudgetTest::forever))
        .isInstanceOf(Deadline.TimeUp.class);
    assertThat(Thread.interrupted()).isFalse();
    assertThat(Deadline.within(Ticker.system(), OptionalDouble.of(60), () -> "in time"))
        .isEqualTo("in time");
  }

  private static String forever() {
    try {
      new CountDownLatch(1).await();
      return "never";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Gang.Interrupted(e);
    }
  }

  @Test
  void endsInTimeWithAVerdictOnWhatItGot() throws Exception {
    try (FakeEndpoint a = FakeEndpoint.start(BudgetTest::answer);
        FakeEndpoint b = FakeEndpoint.start(BudgetTest::answer)) {
      RunBench bench =
          new RunBench(
              temp.resolve("r"),
              List.of(RunBench.outside(a.url()), RunBench.outside(b.url())),
              "budget: {minutes: 0.2}\n");
      long start = System.nanoTime();
      Run.Ending ending = bench.perform();
      double seconds = (System.nanoTime() - start) / 1e9;
      // whole: 2 × 20 requests of 0.65 s one after the other
      assertThat(seconds).isLessThan(20);
      assertThat(Files.readString(((Run.Ending.Finished) ending).written().json()))
          .contains("\"recommendation\"");
      for (String candidate : new String[] {"a", "b"}) {
        Collection<Outcome> outcomes = bench.outcomes(candidate).values();
        assertThat(outcomes).contains(Outcome.COMPLETED).doesNotContain(Outcome.INFRA_FAIL);
        assertThat(bench.timed(candidate, 1))
            .hasSize(20)
            .allSatisfy(each -> assertThat(each.outcome()).isEqualTo(Outcome.SKIPPED));
      }
    }
  }

  private static Script answer(FakeRequest request) {
    return request.body().contains(TIMED) ? SLOW : GOOD;
  }

  private static Selection.Budget minutes(double minutes) {
    return new Selection.Budget(OptionalDouble.of(minutes), OptionalDouble.empty());
  }
}
