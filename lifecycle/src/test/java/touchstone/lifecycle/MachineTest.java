package touchstone.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineTest {
  private static final long START = 1_000_000_000_000L;
  private static final EngineId ENGINE = new EngineId(4242, START, 8000, "a");

  private Life life = Machine.begin(new Event.Requested(order(0, Optional.empty())), START);
  private List<Action> actions = List.of();
  private long now = START;

  @Test
  void aDeploymentGoesUpAndDown() {
    after(0, new Event.Elapsed());
    assertThat(life.state().code()).isEqualTo("STARTING");
    assertThat(actions).containsExactly(new Action.Launch());
    after(1, new Event.Launched(ENGINE));
    after(5, new Event.Advanced(StartPhase.LOADING, 0.5));
    after(5, new Event.Advanced(StartPhase.WARMING, -1));
    after(0, new Event.Advanced(StartPhase.LOADING, 1));
    assertThat(life.state())
        .isEqualTo(new State.Starting(StartPhase.WARMING, -1, START, START + 11_000));
    after(4, new Event.BecameReady());
    assertThat(life.state()).isEqualTo(new State.Ready(START + 15_000));
    after(60, new Event.StopAsked());
    assertThat(actions).containsExactly(new Action.Terminate(false));
    after(3, new Event.Ended(Cause.CRASH, ""));
    assertThat(life.state()).isEqualTo(new State.Stopped());
    assertThat(life.engine()).isEmpty();
    after(0, new Event.ReleaseAsked());
    after(1, new Event.Released());
    assertThat(life.state()).isEqualTo(new State.Released(State.Why.ASKED));
    assertThat(life.meter().millis(now)).isEqualTo(78_000);
  }

  @Test
  void anEngineThatKeepsFailingIsTriedLaterAndLaterAndThenGivenUp() {
    for (long pause : List.of(10, 20, 40, 80)) {
      after(0, new Event.Elapsed());
      assertThat(life.state().code()).isEqualTo("STARTING");
      after(1, new Event.Ended(Cause.CRASH, "exit 1"));
      assertThat(life.state())
          .isEqualTo(new State.Restarting(now + pause * 1000, Cause.CRASH, "exit 1"));
      after(pause - 1, new Event.Elapsed());
      assertThat(life.state().code()).isEqualTo("RESTARTING");
      now += 1000;
    }
    after(0, new Event.Elapsed());
    after(1, new Event.Ended(Cause.CRASH, "exit 1"));
    assertThat(life.state()).isEqualTo(new State.Failed(Cause.CRASH, "exit 1"));
    assertThat(actions).containsExactly(new Action.Tell(Notice.FAILED));
    assertThat(Machine.pause(6)).isEqualTo(Duration.ofMinutes(5));
    assertThat(Machine.pause(60)).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void anEngineThatAnsweredForLongStartsWithACleanSheet() {
    up();
    after(1, new Event.Ended(Cause.CRASH, ""));
    assertThat(life.failures()).isEqualTo(1);
    after(10, new Event.Elapsed());
    after(1, new Event.BecameReady());
    after(601, new Event.Ended(Cause.OOM_RUNTIME, ""));
    assertThat(life.failures()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"OOM_LOAD", "IMAGE", "NO_CAPACITY"})
  void whatWouldFailAgainIsNotTriedAgain(Cause cause) {
    after(0, new Event.Elapsed());
    after(9, new Event.Ended(cause, "why"));
    assertThat(life.state()).isEqualTo(new State.Failed(cause, "why"));
    after(9, new Event.StartAsked());
    assertThat(actions).containsExactly(new Action.Launch());
  }

  @Test
  void patienceCountsFromTheLastSignOfLife() {
    after(0, new Event.Elapsed());
    after(590, new Event.Advanced(StartPhase.LOADING, 0.2));
    after(590, new Event.Elapsed());
    assertThat(life.state().code()).isEqualTo("STARTING");
    after(11, new Event.Elapsed());
    assertThat(life.state().code()).isEqualTo("STOPPING");
    after(31, new Event.Elapsed());
    assertThat(actions).containsExactly(new Action.Terminate(true));
    after(1, new Event.Ended(Cause.CRASH, ""));
    assertThat(life.state())
        .isEqualTo(new State.Restarting(now + 10_000, Cause.STALLED, "loading weights"));
  }

  @Test
  void anEngineThatDoesNotAnswerForAMinuteIsStartedAgain() {
    up();
    after(5, new Event.HealthLost("HTTP 503"));
    after(50, new Event.HealthBack());
    assertThat(life.state().code()).isEqualTo("READY");
    after(5, new Event.HealthLost("HTTP 503"));
    after(61, new Event.Elapsed());
    assertThat(actions).containsExactly(new Action.Terminate(false));
  }

  @Test
  void theLeaseEndsWhateverIsGoingOn() {
    up();
    after(3600, new Event.Elapsed());
    assertThat(actions).containsExactly(new Action.Tell(Notice.LEASE_OVER), new Action.Release());
    after(1, new Event.Released());
    assertThat(life.state()).isEqualTo(new State.Released(State.Why.LEASE));
    after(1, new Event.StartAsked());
    assertThat(actions).isEmpty();
  }

  @Test
  void moneyIsSetAsideWarnedOfAndCapped() {
    // 36 an hour is one hundredth a second: 3 buys 300 seconds
    life = Machine.begin(new Event.Requested(order(36_000_000, Optional.of(3_000_000L))), START);
    after(0, new Event.Elapsed());
    assertThat(life.reservedMicros()).isEqualTo(3_000_000);
    assertThat(life.deadlineMillis(now)).isEqualTo(START + 300_000);
    after(1, new Event.BecameReady());
    after(238, new Event.Elapsed());
    assertThat(actions).isEmpty();
    after(1, new Event.Elapsed());
    assertThat(actions).containsExactly(new Action.Tell(Notice.BUDGET_WARNING));
    assertThat(life.spentMicros(now)).isEqualTo(2_400_000);
    after(1, new Event.Elapsed());
    assertThat(actions).isEmpty();
    after(59, new Event.Elapsed());
    assertThat(actions).containsExactly(new Action.Tell(Notice.BUDGET_SPENT), new Action.Release());
  }

  @Test
  void nothingStartsThatTheBudgetDoesNotCoverForAMinute() {
    life = Machine.begin(new Event.Requested(order(36_000_000, Optional.of(599_999L))), START);
    after(0, new Event.Elapsed());
    assertThat(life.state()).isEqualTo(new State.Failed(Cause.BUDGET, ""));
    assertThat(actions).containsExactly(new Action.Tell(Notice.FAILED));
    assertThat(life.meter().openSinceMillis()).isEmpty();
  }

  @Test
  void aFailedReleaseKeepsShoutingAndKeepsCounting() {
    up();
    after(10, new Event.ReleaseAsked());
    for (long pause : List.of(10, 20, 40, 80, 160, 300, 300)) {
      after(0, new Event.ReleaseRefused("still there"));
      assertThat(actions).containsExactly(new Action.Tell(Notice.RELEASE_FAILED));
      assertThat(life.state().atRest()).isFalse();
      assertThat(life.meter().openSinceMillis()).isPresent();
      after(pause - 1, new Event.Elapsed());
      assertThat(actions).isEmpty();
      after(1, new Event.Elapsed());
      assertThat(actions).containsExactly(new Action.Release());
    }
  }

  @Test
  void aMachineOutOfReachIsWaitedForHoweverLongItTakes() {
    up();
    after(5, new Event.OutOfReach("no route"));
    after(1800, new Event.Elapsed());
    assertThat(life.state())
        .isEqualTo(new State.Unhealthy(START + 1000, START + 6000, false, "no route"));
    assertThat(actions).isEmpty();
    assertThat(life.meter().openSinceMillis()).isPresent();
    after(1, new Event.HealthLost("HTTP 503"));
    after(61, new Event.Elapsed());
    assertThat(actions).as("now the engine itself is ill").contains(new Action.Terminate(false));
  }

  @Test
  void aRentedMachineCostsUntilItsUserSaysThatItIsGone() {
    rent();
    up();
    after(60, new Event.StopAsked());
    after(1, new Event.Ended(Cause.CRASH, ""));
    assertThat(life.state()).isEqualTo(new State.Stopped());
    assertThat(life.atRest()).as("it goes on costing").isFalse();
    after(60, new Event.ReleaseAsked());
    after(1, new Event.Released());
    assertThat(life.state().code()).isEqualTo("AWAITING_DELETION");
    assertThat(actions).containsExactly(new Action.Tell(Notice.DELETE_MACHINE));
    after(3599, new Event.Elapsed());
    assertThat(actions).isEmpty();
    after(1, new Event.Elapsed());
    assertThat(actions).containsExactly(new Action.Tell(Notice.DELETE_MACHINE));
    after(9, new Event.MachineDeleted());
    assertThat(life.state()).isEqualTo(new State.Released(State.Why.ASKED));
    assertThat(life.meter().millis(now)).isEqualTo(3_732_000);
    assertThat(life.atRest()).isTrue();
    after(100, new Event.Ended(Cause.CRASH, ""));
    assertThat(life.meter().millis(now)).isEqualTo(3_732_000);
  }

  @Test
  void aMachineThatIsDeletedWhileTheEngineRunsEndsEverything() {
    rent();
    up();
    after(10, new Event.MachineDeleted());
    assertThat(life.state()).isEqualTo(new State.Released(State.Why.ASKED));
    assertThat(life.reservedMicros()).isZero();
    life = Machine.begin(new Event.Requested(order(5, Optional.empty())), START);
    after(0, new Event.MachineDeleted());
    assertThat(life.state().code()).as("nothing of this machine is rented").isEqualTo("REQUESTED");
  }

  private void rent() {
    Order own = order(36_000_000, Optional.empty());
    Order order =
        new Order(
            own.id(),
            own.name(),
            "ssh",
            own.engine(),
            own.model(),
            own.arguments(),
            own.leaseMillis(),
            own.tariff(),
            false,
            Remote.parse("gpu.example:2222", "root", Optional.of("/k")));
    life = Machine.begin(new Event.Requested(order), START);
  }

  @Test
  void costsAreRoundedUpAndNeverOverflow() {
    assertThat(Meter.cost(1, 1)).isEqualTo(1);
    assertThat(Meter.cost(3_600_000, 5)).isEqualTo(5);
    assertThat(Meter.cost(3_600_001, 5)).isEqualTo(6);
    assertThat(Meter.cost(Long.MAX_VALUE, Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
    assertThatThrownBy(() -> order(-1, Optional.empty())).hasMessageContaining("expected 0");
  }

  @Test
  void aClockThatIsSetBackTakesNothingFromTheBill() {
    up();
    life = Machine.next(life, new Event.StopAsked(), now - 500_000).life();
    assertThat(life.meter().millis(life.atMillis())).isEqualTo(1000);
  }

  private void up() {
    after(0, new Event.Elapsed());
    after(0, new Event.Launched(ENGINE));
    after(1, new Event.BecameReady());
  }

  private void after(long seconds, Event event) {
    now += seconds * 1000;
    Machine.Step step = Machine.next(life, event, now);
    life = step.life();
    actions = step.actions();
  }

  static Order order(long microsPerHour, Optional<Long> budgetMicros) {
    return new Order(
        "a-1",
        "a",
        "process",
        "vllm",
        "m",
        List.of(),
        Duration.ofHours(1).toMillis(),
        new Order.Tariff("CNY", microsPerHour, budgetMicros),
        false);
  }
}
