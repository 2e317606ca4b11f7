package touchstone.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import touchstone.model.TokenTimeline;
import touchstone.testing.ChatAnswer;
import touchstone.testing.Delivery;
import touchstone.testing.FakeEndpoint;
import touchstone.testing.Script;

/** Sanity, not a benchmark: the bounds allow for a busy machine. */
@OnEachEngine
@Timeout(20)
class TimingTest {
  private final EngineKind engine;

  TimingTest(EngineKind engine) {
    this.engine = engine;
  }

  @Test
  void stampsAreWithinMillisecondsOfTheTrueSends() throws Exception {
    Script script =
        ChatAnswer.of("a", "b", "c", "d", "e", "f", "g", "h")
            .withoutRole()
            .pace(Duration.ofMillis(40), Duration.ofMillis(15))
            .script();
    try (FakeEndpoint fake = FakeEndpoint.inTurn(script);
        ChatClient client = Clients.client(engine)) {
      List<Long> errors = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        TokenTimeline timeline =
            client.once(fake.endpoint(), Clients.ask("?")).exchange().timeline();
        List<Delivery.Write> writes = fake.deliveries().get(i).writes();
        for (int event = 1; event < 8; event++) {
          long truth = writes.get(1 + event).nanos() - writes.get(1).nanos();
          long measured = timeline.arrivalsNanos().get(event) - timeline.arrivalsNanos().getFirst();
          errors.add(Math.abs(measured - truth));
        }
        assertThat(timeline.ttftNanos().orElseThrow()).isGreaterThan(39_000_000);
        assertThat(timeline.endNanos()).isGreaterThanOrEqualTo(timeline.arrivalsNanos().getLast());
      }
      errors.sort(Long::compare);
      assertThat(errors.get(errors.size() / 2)).as("median error, ns").isLessThan(3_000_000L);
    }
  }

  @Test
  void eventsOfOneReadShareTheirStamp() throws Exception {
    Script script = ChatAnswer.of("a", "b", "c").wire(w -> w.eventsPerWrite(100)).script();
    try (FakeEndpoint fake = FakeEndpoint.inTurn(script);
        ChatClient client = Clients.client(engine)) {
      TokenTimeline timeline = client.once(fake.endpoint(), Clients.ask("?")).exchange().timeline();
      assertThat(timeline.arrivalsNanos()).hasSize(3).containsOnly(timeline.arrivalsNanos().get(0));
    }
  }
}
