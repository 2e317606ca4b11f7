package touchstone.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@OnEachEngine
@Timeout(30)
class SelfTestTest {
  private final EngineKind kind;

  SelfTestTest(EngineKind kind) {
    this.kind = kind;
  }

  @Test
  void everyChunkOfManyStreamsIsAccountedFor() throws Exception {
    EngineTrial trial = SelfTest.run(kind, new TrialLoad(200, 2, 10, Duration.ofMillis(20)));
    assertThat(trial.failure()).isEmpty();
    assertThat(trial.sent()).isEqualTo(200 * 12);
    assertThat(trial.seen()).isEqualTo(200 * 12);
    StampError error = trial.error().orElseThrow();
    assertThat(error.chunks()).isEqualTo(200 * 10);
    assertThat(error.p50Nanos()).isBetween(1L, error.p99Nanos());
    assertThat(error.p99Nanos()).isLessThanOrEqualTo(error.maxNanos());
  }

  /** Both on the same machine in the same seconds, so that its load hits both. */
  @Test
  void theKernelsStampsAreNotWorseThanThePortableOnes() throws Exception {
    TrialLoad load = new TrialLoad(64, 10, 30, Duration.ofMillis(10));
    long mine = SelfTest.run(kind, load).error().orElseThrow().p50Nanos();
    long portable = SelfTest.run(EngineKind.NIO, load).error().orElseThrow().p50Nanos();
    assertThat(kind == EngineKind.NIO || mine < portable).as(mine + " < " + portable).isTrue();
  }

  @Test
  void aClientSaysHowItsArrivalsAreStamped() {
    try (ChatClient client = Clients.client(kind)) {
      EngineReport report = client.engineReport();
      assertThat(report.kind()).isEqualTo(kind);
      assertThat(report.fallback()).isEmpty();
      assertThat(client.engine()).isEqualTo(kind.word());
    }
  }
}
