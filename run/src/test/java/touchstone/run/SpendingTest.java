package touchstone.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import touchstone.model.Candidate;
import touchstone.store.EventLog.Event;
import touchstone.testing.TestingTicker;

class SpendingTest {
  private static final Candidate RENTED =
      new Candidate(
          "a",
          "A",
          new Candidate.Outside(
              URI.create("http://127.0.0.1/v1"), "m", Optional.empty(), Map.of(), "{}"),
          Optional.of(new Candidate.Price.PerHour(30)));

  private static Event event(int session, String kind, double seconds, double engine) {
    return new Event(0, session, kind, "a", Map.of("seconds", seconds, "engine", engine));
  }

  /** Session 1 was killed at 50 s; session 2 brought the candidate up twice. */
  private static final List<Event> EVENTS =
      List.of(
          event(1, "up", 10, 8),
          event(1, "up", 50, 40),
          event(2, "up", 20, 15),
          event(2, "released", 30, 25),
          event(2, "up", 60, 50),
          event(2, "released", 70, 60));

  @Test
  void countsADeploymentThatAKillEndedUpToItsLastNote() {
    assertThat(Uptime.of(EVENTS)).containsExactly(Map.entry("a", new Uptime(150, 125)));
    assertThat(Uptime.engineSeconds(EVENTS)).isEqualTo(125);
  }

  @Test
  void anHourlyPriceIsDueForEverySession() {
    assertThat(Spending.of(List.of(RENTED), List.of(), EVENTS))
        .isCloseTo(30 * 150 / 3600.0, within(1e-9));
  }

  @Test
  void aMachineThatRunsUsesUpTheMoneyBeforeItIsReleased() {
    TestingTicker ticker = new TestingTicker();
    Governor governor =
        new Governor(
            ticker, new Selection.Budget(OptionalDouble.empty(), OptionalDouble.of(1)), 0, 0.4);
    governor.rents(RENTED);
    ticker.advance(Duration.ofSeconds(60));
    assertThat(governor.exhausted()).isFalse();
    ticker.advance(Duration.ofSeconds(13));
    assertThat(governor.exhausted()).isTrue();
    governor.returns();
    assertThat(governor.spent()).isCloseTo(0.4 + 30 * 73 / 3600.0, within(1e-9));
  }

  @Test
  void waitingForAnAddressIsNoInterruption() {
    List<Event> waited = List.of(event(1, "session-end", 5, 0), event(2, "session-start", 0, 0));
    List<Event> killed = List.of(event(1, "up", 5, 0), event(2, "session-start", 0, 0));
    assertThat(Incidents.interrupted(waited)).isZero();
    assertThat(Incidents.interrupted(killed)).isEqualTo(1);
  }
}
