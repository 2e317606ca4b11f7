package touchstone.lifecycle;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What is true outside of the owner's head: one engine, its guard, the time it really ran, and the
 * time that its machine cost where that is rented. Engines fail to start, die, and ignore polite
 * requests; releases are refused. Once it is tame, all that goes well.
 */
final class SimulatedWorld {
  private static final Cause[] FAULTS = {
    Cause.CRASH, Cause.OOM_LOAD, Cause.IMAGE, Cause.PORT, Cause.OOM_RUNTIME
  };

  private final RandomGenerator random;
  final boolean rented;
  final Deque<Event> said = new ArrayDeque<>();
  long nowMillis = 1_700_000_000_000L;
  boolean alive;
  boolean guarded;
  boolean tame;
  boolean gone;
  private boolean charged;
  long ranMillis;
  long rentedMillis;
  private long deadlineMillis;
  int deaths;
  int refusals;
  int guardEnds;

  SimulatedWorld(RandomGenerator random, boolean rented) {
    this.random = random;
    this.rented = rented;
  }

  void pass(long millis) {
    long until = nowMillis + millis;
    rentedMillis += rented && charged && !gone ? millis : 0;
    if (alive && guarded && until >= deadlineMillis) {
      ranMillis += Math.max(0, deadlineMillis - nowMillis);
      guardEnds++;
      die(Cause.CRASH);
    } else if (alive) {
      ranMillis += millis;
    }
    nowMillis = until;
  }

  void die(Cause cause) {
    if (alive) {
      alive = false;
      deaths++;
      said.add(new Event.Ended(cause, "simulated"));
    }
  }

  /** The user deletes the machine in the console, and whatever ran on it is gone. */
  void delete() {
    gone = true;
    alive = false;
    said.clear();
  }

  void launch(Life life) {
    said.clear();
    charged = true;
    if (gone || chance(0.15)) {
      said.add(new Event.Ended(FAULTS[random.nextInt(FAULTS.length)], "did not start"));
      return;
    }
    alive = true;
    guarded = tame || !chance(0.3);
    deadlineMillis = life.deadlineMillis(nowMillis);
    said.add(new Event.Launched(new EngineId(random.nextInt(1, 99_999), nowMillis, 8000, "r")));
  }

  void find() {
    said.clear();
    said.add(
        alive
            ? new Event.Launched(new EngineId(random.nextInt(1, 99_999), nowMillis, 8000, "r"))
            : new Event.Ended(Cause.LOST, "not found"));
  }

  void terminate(boolean force) {
    if (force || !chance(0.3)) {
      die(Cause.CRASH);
    }
  }

  /** The refusal, unless all is gone now. */
  Optional<Event> release() {
    if (chance(0.3)) {
      refusals++;
      return Optional.of(new Event.ReleaseRefused("simulated"));
    }
    die(Cause.CRASH);
    said.clear();
    return Optional.empty();
  }

  private boolean chance(double share) {
    return !tame && random.nextDouble() < share;
  }
}
