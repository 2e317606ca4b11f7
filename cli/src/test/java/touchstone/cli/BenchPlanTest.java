package touchstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import touchstone.load.Level;
import touchstone.load.WarmUp;
import touchstone.model.ChatRequest;
import touchstone.model.Message;
import touchstone.model.Sampling;

class BenchPlanTest {
  private static final ChatRequest ASK =
      new ChatRequest(
          List.of(Message.user("在吗")),
          new Sampling(8, 0, OptionalDouble.empty()),
          1,
          Optional.empty());

  @ParameterizedTest
  @CsvSource({"constant, 0", "poisson, 0", "gamma:10, 0", "gamma:10, 300", "gamma:30, 0"})
  void asManyCountAsWereAskedForHoweverBurstyTheWarmUp(String arrivals, int requests) {
    Level level = new Level(Level.Kind.RATE, 10, arrivals);
    for (int seed = 0; seed < 40; seed++) {
      BenchPlan plan =
          new BenchPlan(
              List.of(ASK),
              seed,
              Optional.of(new WarmUp(requests, Duration.ofSeconds(10))),
              OptionalInt.of(50),
              Optional.empty());
      BenchSchedule due = plan.schedule(level);
      assertThat(due.times().length - due.cold()).as("seed " + seed).isEqualTo(50);
      assertThat(due.times()[due.cold()]).isGreaterThanOrEqualTo(10_000_000_000L);
    }
  }
}
