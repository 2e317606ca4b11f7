package touchstone.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import touchstone.model.Text;

@Timeout(30)
class EngineChoiceTest {
  @ParameterizedTest
  @CsvSource({
    "60, 60, EPOLL",
    "60, 400, EPOLL",
    "70, 60, EPOLL",
    "100, 60, NIO",
    "-1, 60, NIO",
    "900, -1, EPOLL",
    "-1, -1, NIO"
  })
  void theOneThatLosesNothingAndIsNotWorseIsTaken(long epoll, long nio, EngineKind expected) {
    EngineChoice choice =
        EngineChoice.better(trial(EngineKind.EPOLL, epoll), trial(EngineKind.NIO, nio));
    assertThat(choice.kind()).isEqualTo(expected);
    assertThat(choice.fallback().isPresent()).isEqualTo(expected == EngineKind.NIO);
  }

  @Test
  void theReasonNamesBothErrors() {
    EngineChoice choice =
        EngineChoice.better(trial(EngineKind.EPOLL, 300), trial(EngineKind.NIO, 20));
    assertThat(choice.fallback().orElseThrow().zh()).contains("300 µs", "20 µs");
    assertThat(choice.error().orElseThrow().p50Nanos()).isEqualTo(20_000);
  }

  @Test
  void aClientThatIsToldNothingTakesWhatItsSelfTestSays() {
    try (ChatClient client =
        new ChatClient(ClientSettings.standard(_ -> Optional.empty(), new Random(1)))) {
      EngineReport report = client.engineReport();
      assertThat(report.error().orElseThrow().chunks()).isPositive();
      assertThat(report.fallback().isPresent()).isEqualTo(report.kind() == EngineKind.NIO);
      assertThat(EngineChoice.ofThisMachine()).isSameAs(EngineChoice.ofThisMachine());
    }
  }

  /** A median in microseconds, −1 for a trial that lost chunks. */
  private static EngineTrial trial(EngineKind kind, long micros) {
    if (micros < 0) {
      return EngineTrial.failed(kind, TrialLoad.BRIEF, Text.same("lost"));
    }
    StampError error = new StampError(320, micros * 1000, micros * 2000, micros * 3000);
    return new EngineTrial(
        kind, TrialLoad.BRIEF, 480, 480, Optional.of(error), StampCounts.NONE, Optional.empty());
  }
}
