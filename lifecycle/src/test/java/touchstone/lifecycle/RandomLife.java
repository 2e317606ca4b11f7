package touchstone.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * One random life: an owner that may be killed between any two things it does, in a {@link
 * SimulatedWorld}. The model it is held against is five sentences: what runs is on the bill; so is
 * a rented machine until its user has deleted it; the ledger tells what the owner knew; after the
 * lease nothing runs unless a release was refused; the last wish comes true.
 */
final class RandomLife {
  private static final List<StartPhase> PHASES = List.of(StartPhase.values());

  private final long seed;
  private final SplittableRandom random;
  final SimulatedWorld world;
  private final List<Entry> ledger = new ArrayList<>();
  private final Order order;
  private Optional<Life> owner = Optional.empty();
  int crashes;
  int readies;
  int warnings;
  int reminders;

  RandomLife(long seed) {
    this.seed = seed;
    this.random = new SplittableRandom(seed);
    boolean rented = random.nextInt(3) == 0;
    this.world = new SimulatedWorld(random, rented);
    long price = !rented && random.nextBoolean() ? 0 : random.nextLong(1, 100_000_000);
    Optional<Long> budget =
        random.nextBoolean() ? Optional.empty() : Optional.of(random.nextLong(price / 3 + 2));
    this.order =
        new Order(
            "r-" + seed,
            "r",
            "process",
            "vllm",
            "m",
            List.of(),
            Duration.ofMinutes(random.nextLong(2, 90)).toMillis(),
            new Order.Tariff("CNY", price, budget),
            false,
            rented ? Optional.of(new Remote("u", "h", 22, Optional.empty())) : Optional.empty());
    ledger.add(new Entry(world.nowMillis, new Event.Requested(order)));
    revive();
  }

  void step() {
    switch (random.nextInt(13)) {
      case 0 -> crash();
      case 1, 2 -> revive();
      case 3 -> world.die(Cause.CRASH);
      case 4 -> owned(new Event.StartAsked());
      case 5 -> owned(random.nextInt(3) > 0 ? new Event.StartAsked() : new Event.StopAsked());
      case 6 -> owned(random.nextInt(20) > 0 ? progress() : new Event.ReleaseAsked());
      case 7 -> owned(health());
      case 8 -> hear();
      case 9 -> delete();
      default -> {
        world.pass(random.nextLong(random.nextInt(4) == 0 ? 400_000 : 20_000));
        hear();
        owned(new Event.Elapsed());
        owner.ifPresent(this::limited);
      }
    }
    check();
  }

  private Event health() {
    return switch (random.nextInt(4)) {
      case 0 -> new Event.HealthLost("x");
      case 1 -> new Event.OutOfReach("y");
      default -> new Event.HealthBack();
    };
  }

  /** The user deletes the machine in the console and says so; he may forget to say it for long. */
  private void delete() {
    if (world.rented && (world.gone || random.nextInt(20) == 0)) {
      world.delete();
      owned(new Event.MachineDeleted());
    }
  }

  private Event progress() {
    return world.alive && random.nextBoolean()
        ? new Event.BecameReady()
        : new Event.Advanced(PHASES.get(random.nextInt(PHASES.size())), random.nextDouble());
  }

  private void hear() {
    while (owner.isPresent() && !world.said.isEmpty()) {
      owned(world.said.poll());
    }
  }

  private void crash() {
    if (owner.isPresent()) {
      owner = Optional.empty();
      crashes++;
    }
  }

  private void revive() {
    if (owner.isEmpty()) {
      Life life = Ledger.replay(ledger).orElseThrow();
      owner = Optional.of(life);
      Machine.resume(life).forEach(this::perform);
    }
  }

  private void owned(Event event) {
    if (owner.isEmpty()) {
      return;
    }
    Machine.Step step = Machine.next(owner.get(), event, world.nowMillis);
    if (!world.tame && random.nextInt(60) == 0) {
      crash(); // before anything was written
      return;
    }
    if (Keeper.counts(owner.get(), event, step)) {
      ledger.add(new Entry(world.nowMillis, event));
    }
    owner = Optional.of(step.life());
    for (Action action : step.actions()) {
      if (!world.tame && random.nextInt(40) == 0) {
        crash(); // written but not done
        return;
      }
      perform(action);
    }
    readies += event instanceof Event.BecameReady ? 1 : 0;
  }

  private void perform(Action action) {
    if (owner.isEmpty()) {
      return;
    }
    Life life = owner.get();
    switch (action) {
      case Action.Launch _ -> {
        affordable(life);
        world.launch(life);
      }
      case Action.Find _ -> world.find();
      case Action.Terminate terminate -> world.terminate(terminate.force());
      case Action.Release _ -> owned(world.release().orElseGet(Event.Released::new));
      case Action.Tell tell -> {
        warnings += tell.notice() == Notice.BUDGET_WARNING ? 1 : 0;
        reminders += tell.notice() == Notice.DELETE_MACHINE ? 1 : 0;
      }
    }
  }

  private void affordable(Life life) {
    long spent = life.spentMicros(world.nowMillis);
    long budget = order.tariff().budgetMicros().orElse(Long.MAX_VALUE);
    assertThat(life.reservedMicros()).as("%s set aside", this).isLessThanOrEqualTo(budget - spent);
    assertThat(life.deadlineMillis(world.nowMillis))
        .as("%s deadline", this)
        .isLessThanOrEqualTo(life.leaseEndMillis());
  }

  private void check() {
    Life told = Ledger.replay(ledger).orElseThrow();
    assertThat(told.meter().millis(world.nowMillis))
        .as("%s: time on the bill", this)
        .isGreaterThanOrEqualTo(Math.max(world.ranMillis, world.rentedMillis));
    if (world.alive) {
      assertThat(told.meter().openSinceMillis()).as("%s runs on the bill", this).isPresent();
    }
    owner.ifPresent(life -> same(life, told));
  }

  private void same(Life known, Life told) {
    assertThat(told.state().code()).as("%s: told state", this).isEqualTo(known.state().code());
    assertThat(told.meter()).as("%s: told meter", this).isEqualTo(known.meter());
    assertThat(told.engine()).as("%s: told engine", this).isEqualTo(known.engine());
    assertThat(told.failures()).as("%s: told failures", this).isEqualTo(known.failures());
    assertThat(told.budgetWarned()).as("%s: told warning", this).isEqualTo(known.budgetWarned());
  }

  /** After a look at the clock: past lease or budget nothing runs, unless a release was refused. */
  private void limited(Life life) {
    boolean spent =
        life.meter().openSinceMillis().isPresent() && life.leftMicros(world.nowMillis) <= 0;
    if (world.alive && (spent || world.nowMillis >= life.leaseEndMillis())) {
      assertThat(life.state())
          .as("%s after its lease", this)
          .isInstanceOf(State.ReleaseFailed.class);
    }
  }

  /** From here on nothing fails any more: what was wished for last must come true. */
  void settle() {
    world.tame = true;
    revive();
    Event wish =
        List.of(new Event.StartAsked(), new Event.StopAsked(), new Event.ReleaseAsked())
            .get(random.nextInt(3));
    tick(1000);
    if (world.gone) {
      owned(new Event.MachineDeleted());
    }
    owned(wish);
    for (int i = 0; i < 40; i++) {
      tick(20_000);
      if (world.alive && owner.orElseThrow().state() instanceof State.Starting) {
        owned(new Event.BecameReady());
      }
      check();
    }
    Life life = owner.orElseThrow();
    boolean over = over(life.state());
    if (wish instanceof Event.ReleaseAsked) {
      assertThat(over).as("%s released: %s", this, life.state()).isTrue();
    } else if (!over && wish instanceof Event.StopAsked) {
      assertThat(life.state())
          .as("%s stopped", this)
          .matches(state -> state instanceof State.Stopped || state instanceof State.Failed);
    } else if (!over) {
      assertThat(life.state())
          .as("%s up", this)
          .matches(state -> state instanceof State.Ready || noMoney(state));
    }
    assertThat(world.alive).as("%s: %s", this, life).isEqualTo(life.state() instanceof State.Ready);
    finish();
  }

  /** Nothing of ours runs: released, or left to the user to delete. */
  private static boolean over(State state) {
    return state instanceof State.Released || state instanceof State.AwaitingDeletion;
  }

  private static boolean noMoney(State state) {
    return state instanceof State.Failed failed && failed.cause() == Cause.BUDGET;
  }

  /** In the end the lease alone must bring it down. */
  private void finish() {
    world.pass(order.leaseMillis());
    hear();
    tick(1000);
    tick(400_000);
    assertThat(owner.orElseThrow().state()).as("%s at its end", this).matches(RandomLife::over);
    assertThat(world.alive).isFalse();
    if (owner.orElseThrow().state() instanceof State.AwaitingDeletion) {
      forgotten();
    }
    Life life = owner.orElseThrow();
    assertThat(life.state()).as("%s at its end", this).isInstanceOf(State.Released.class);
    assertThat(life.meter().openSinceMillis()).isEmpty();
    assertThat(life.reservedMicros()).isZero();
    assertThat(warnings).as("%s warnings", this).isLessThanOrEqualTo(1 + crashes);
  }

  /** Nobody deletes the machine for hours: it is on the bill, and its user is told each hour. */
  private void forgotten() {
    int told = reminders;
    for (int i = 0; i < 3; i++) {
      tick(Machine.REMINDER.toMillis());
      check();
    }
    assertThat(reminders - told).as("%s reminders", this).isEqualTo(3);
    assertThat(owner.orElseThrow().meter().openSinceMillis()).as("%s", this).isPresent();
    world.delete();
    owned(new Event.MachineDeleted());
    check();
  }

  private void tick(long millis) {
    world.pass(millis);
    hear();
    owned(new Event.Elapsed());
    hear();
  }

  @Override
  public String toString() {
    return "seed " + seed;
  }
}
