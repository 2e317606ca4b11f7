package touchstone.lifecycle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import touchstone.lifecycle.State.After;
import touchstone.lifecycle.State.AwaitingDeletion;
import touchstone.lifecycle.State.Failed;
import touchstone.lifecycle.State.Ready;
import touchstone.lifecycle.State.ReleaseFailed;
import touchstone.lifecycle.State.Released;
import touchstone.lifecycle.State.Releasing;
import touchstone.lifecycle.State.Requested;
import touchstone.lifecycle.State.Restarting;
import touchstone.lifecycle.State.Starting;
import touchstone.lifecycle.State.Stopped;
import touchstone.lifecycle.State.Stopping;
import touchstone.lifecycle.State.Unhealthy;
import touchstone.lifecycle.State.Why;

/**
 * What a deployment does next: a pure function of its life so far and one event. It owns no clock
 * and does nothing by itself; whoever drives it writes the event down first and acts then.
 */
public final class Machine {
  /** A start that shows no progress for so long is given up. */
  public static final Duration STALL = Duration.ofMinutes(10);

  /** An engine that does not answer for so long is started again. */
  public static final Duration PATIENCE = Duration.ofMinutes(1);

  /** An engine that was told to end is killed after so long, again and again. */
  public static final Duration GRACE = Duration.ofSeconds(30);

  /** After so long of answering, earlier failures are forgotten. */
  public static final Duration PROVEN = Duration.ofMinutes(10);

  /** Somebody who has a rented machine to delete is reminded so often. */
  public static final Duration REMINDER = Duration.ofHours(1);

  /** Failures in a row before it is given up. */
  public static final int TRIES = 5;

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  /** A start is worth its cost only with so much time ahead. */
  private static final Duration SHORTEST_RUN = Duration.ofMinutes(1);

  private static final double WARNED_SHARE = 0.8;

  private Machine() {}

  /**
   * A life after an event, and what is to be done now.
   *
   * @param actions in order
   */
  public record Step(Life life, List<Action> actions) {
    public Step {
      actions = List.copyOf(actions);
    }

    static Step of(Life life, Action... actions) {
      return new Step(life, List.of(actions));
    }
  }

  /** The life that a request begins. */
  public static Life begin(Event.Requested requested, long atMillis) {
    return Life.of(requested.order(), atMillis);
  }

  /**
   * The next step.
   *
   * @param atMillis wall clock; a time before the last event counts as the same moment
   */
  public static Step next(Life life, Event event, long atMillis) {
    Life now = life.at(Math.max(life.atMillis(), atMillis));
    return switch (event) {
      case Event.Requested _ ->
          throw new IllegalStateException("deployment " + life.order().id() + " asked for twice");
      case Event.StartAsked _ -> startAsked(now);
      case Event.StopAsked _ -> stopAsked(now);
      case Event.ReleaseAsked _ -> releaseAsked(now);
      case Event.Launched launched -> launched(now, launched.engine());
      case Event.Advanced advanced -> Step.of(advanced(now, advanced));
      case Event.BecameReady _ -> becameReady(now);
      case Event.HealthLost lost -> Step.of(ill(now, true, lost.why()));
      case Event.OutOfReach lost -> Step.of(ill(now, false, lost.why()));
      case Event.HealthBack _ -> Step.of(healthBack(now));
      case Event.Ended ended -> ended(now, ended);
      case Event.Released _ -> released(now);
      case Event.ReleaseRefused refused -> refused(now, refused.why());
      case Event.MachineDeleted _ -> Step.of(deleted(now));
      case Event.Elapsed _ -> elapsed(now);
    };
  }

  /** What is to be done first after our own crash, when only the ledger is left. */
  public static List<Action> resume(Life life) {
    return switch (life.state()) {
      case Starting _, Ready _, Unhealthy _ -> List.of(new Action.Find());
      case Stopping _ -> List.of(new Action.Find(), new Action.Terminate(false));
      case Releasing _ -> List.of(new Action.Release());
      case Requested _,
          Restarting _,
          Stopped _,
          Failed _,
          ReleaseFailed _,
          AwaitingDeletion _,
          Released _ ->
          List.of();
    };
  }

  /** The pause before the n-th start in a row that follows a failure: min(10·2ⁿ⁻¹, 300) s. */
  static Duration pause(int failures) {
    long seconds = FIRST_PAUSE.toSeconds() << Math.min(failures - 1, 10);
    return Duration.ofSeconds(Math.min(seconds, LONGEST_PAUSE.toSeconds()));
  }

  private static Step startAsked(Life life) {
    return switch (life.state()) {
      case Requested _, Stopped _, Failed _, Restarting _ -> start(life.failures(0));
      case Stopping stopping ->
          Step.of(life.failures(0).in(new Stopping(new After.Start(), stopping.sinceMillis())));
      default -> Step.of(life);
    };
  }

  private static Step stopAsked(Life life) {
    return switch (life.state()) {
      case Requested _, Restarting _ -> Step.of(life.in(new Stopped()));
      case Starting _, Ready _, Unhealthy _ -> terminate(life, new After.Rest());
      case Stopping stopping ->
          Step.of(life.in(new Stopping(new After.Rest(), stopping.sinceMillis())));
      default -> Step.of(life);
    };
  }

  private static Step releaseAsked(Life life) {
    return switch (life.state()) {
      case Releasing _, AwaitingDeletion _, Released _ -> Step.of(life);
      case ReleaseFailed failed -> release(life, failed.why(), failed.refusals());
      default -> release(life, Why.ASKED, 0);
    };
  }

  private static Step launched(Life life, EngineId engine) {
    return switch (life.state()) {
      case Starting starting ->
          Step.of(
              life.on(engine)
                  .in(
                      new Starting(
                          starting.phase(),
                          starting.fraction(),
                          starting.sinceMillis(),
                          life.atMillis())));
      case Ready _, Unhealthy _, Stopping _ -> Step.of(life.on(engine));
      // it was found where nothing should run: end it, and count it until it has ended
      case Requested _, Restarting _, Stopped _, Failed _ ->
          terminate(life.on(engine).charged(), new After.Rest());
      case Releasing _, ReleaseFailed _, AwaitingDeletion _, Released _ -> Step.of(life);
    };
  }

  private static Life advanced(Life life, Event.Advanced event) {
    if (!(life.state() instanceof Starting starting)) {
      return life;
    }
    boolean back = event.phase().compareTo(starting.phase()) < 0;
    return life.in(
        new Starting(
            back ? starting.phase() : event.phase(),
            back ? starting.fraction() : event.fraction(),
            starting.sinceMillis(),
            life.atMillis()));
  }

  private static Step becameReady(Life life) {
    return life.state() instanceof Starting
        ? Step.of(life.in(new Ready(life.atMillis())), new Action.Tell(Notice.READY))
        : Step.of(life);
  }

  private static Life ill(Life life, boolean reached, String why) {
    return switch (life.state()) {
      case Ready ready ->
          life.in(new Unhealthy(ready.sinceMillis(), life.atMillis(), reached, why));
      case Unhealthy before when before.reached() != reached ->
          life.in(new Unhealthy(before.readySinceMillis(), life.atMillis(), reached, why));
      default -> life;
    };
  }

  private static Life healthBack(Life life) {
    return life.state() instanceof Unhealthy unhealthy
        ? life.in(new Ready(unhealthy.readySinceMillis()))
        : life;
  }

  private static Step ended(Life life, Event.Ended event) {
    Life over = life.over();
    return switch (life.state()) {
      case Starting _ -> failed(over, event.cause(), event.detail());
      case Ready ready -> failed(rested(over, ready.sinceMillis()), event.cause(), event.detail());
      case Unhealthy ill ->
          failed(rested(over, ill.readySinceMillis()), event.cause(), event.detail());
      case Stopping stopping ->
          switch (stopping.after()) {
            case After.Rest _ -> Step.of(over.in(new Stopped()));
            case After.Start _ -> start(over);
            case After.Failure failure -> failed(over, failure.cause(), failure.detail());
          };
      case Requested _, Restarting _, Stopped _, Failed _ -> Step.of(life);
      case Releasing _, ReleaseFailed _, AwaitingDeletion _, Released _ -> Step.of(over);
    };
  }

  /** Forgets earlier failures of an engine that has answered for long. */
  private static Life rested(Life life, long readySinceMillis) {
    return life.atMillis() - readySinceMillis >= PROVEN.toMillis() ? life.failures(0) : life;
  }

  private static Step failed(Life life, Cause cause, String detail) {
    int failures = life.failures() + 1;
    if (!cause.retried() || failures >= TRIES) {
      return Step.of(
          life.failures(failures).in(new Failed(cause, detail)), new Action.Tell(Notice.FAILED));
    }
    long until = life.atMillis() + pause(failures).toMillis();
    return Step.of(
        life.failures(failures).in(new Restarting(until, cause, detail)),
        new Action.Tell(Notice.RESTARTING));
  }

  private static Step released(Life life) {
    return switch (life.state()) {
      case Releasing releasing -> givenBack(life.over(), releasing.why());
      case ReleaseFailed failed -> givenBack(life.over(), failed.why());
      default -> Step.of(life);
    };
  }

  /** A rented machine is not given back by what we do; one that was never charged for is. */
  private static Step givenBack(Life life, Why why) {
    return life.meter().openSinceMillis().isPresent()
        ? reminded(life, why)
        : Step.of(life.in(new Released(why)));
  }

  private static Step reminded(Life life, Why why) {
    return Step.of(
        life.in(new AwaitingDeletion(why, life.atMillis() + REMINDER.toMillis())),
        new Action.Tell(Notice.DELETE_MACHINE));
  }

  /** Whatever ran on a machine that is gone has ended with it. */
  private static Life deleted(Life life) {
    if (!life.order().rented()) {
      return life;
    }
    return switch (life.state()) {
      case Released _ -> life;
      case AwaitingDeletion waiting -> life.paidOff().in(new Released(waiting.why()));
      case Releasing releasing -> life.paidOff().in(new Released(releasing.why()));
      case ReleaseFailed failed -> life.paidOff().in(new Released(failed.why()));
      default -> life.paidOff().in(new Released(Why.ASKED));
    };
  }

  private static Step refused(Life life, String why) {
    if (!(life.state() instanceof Releasing releasing)) {
      return Step.of(life);
    }
    int refusals = releasing.refusals() + 1;
    long again = life.atMillis() + pause(refusals).toMillis();
    return Step.of(
        life.in(new ReleaseFailed(releasing.why(), refusals, again, why)),
        new Action.Tell(Notice.RELEASE_FAILED));
  }

  private static Step elapsed(Life life) {
    return switch (life.state()) {
      case Released _, Releasing _ -> Step.of(life);
      case ReleaseFailed failed ->
          life.atMillis() >= failed.againMillis()
              ? release(life, failed.why(), failed.refusals())
              : Step.of(life);
      case AwaitingDeletion waiting ->
          life.atMillis() >= waiting.againMillis() ? reminded(life, waiting.why()) : Step.of(life);
      default -> limited(life);
    };
  }

  private static Step limited(Life life) {
    if (life.atMillis() >= life.leaseEndMillis()) {
      return told(Notice.LEASE_OVER, release(life, Why.LEASE, 0));
    }
    if (life.meter().openSinceMillis().isPresent() && life.leftMicros(life.atMillis()) <= 0) {
      return told(Notice.BUDGET_SPENT, release(life, Why.BUDGET, 0));
    }
    Step due = due(life);
    return warns(life) ? told(Notice.BUDGET_WARNING, warned(due)) : due;
  }

  private static boolean warns(Life life) {
    return !life.budgetWarned()
        && life.order().tariff().microsPerHour() > 0
        && life.order().tariff().budgetMicros().isPresent()
        && life.spentMicros(life.atMillis())
            >= WARNED_SHARE * life.order().tariff().budgetMicros().get()
        && life.meter().millis(life.atMillis()) > 0;
  }

  private static Step warned(Step step) {
    return new Step(step.life().warned(), step.actions());
  }

  private static Step told(Notice notice, Step step) {
    List<Action> actions = new ArrayList<>();
    actions.add(new Action.Tell(notice));
    actions.addAll(step.actions());
    return new Step(step.life(), actions);
  }

  /** What the clock alone brings about, within lease and budget. */
  private static Step due(Life life) {
    long now = life.atMillis();
    return switch (life.state()) {
      case Requested _ -> start(life);
      case Restarting waiting when now >= waiting.untilMillis() -> start(life);
      case Starting starting when now - starting.lastSignMillis() >= STALL.toMillis() ->
          terminate(life, new After.Failure(Cause.STALLED, starting.phase().title().en()));
      case Unhealthy ill when ill.reached() && now - ill.sinceMillis() >= PATIENCE.toMillis() ->
          terminate(
              rested(life, ill.readySinceMillis()), new After.Failure(Cause.STALLED, ill.why()));
      case Stopping stopping when now - stopping.sinceMillis() >= GRACE.toMillis() ->
          Step.of(life.in(new Stopping(stopping.after(), now)), new Action.Terminate(true));
      default -> Step.of(life);
    };
  }

  private static Step start(Life life) {
    long now = life.atMillis();
    if (life.leftMicros(now)
        < Meter.cost(SHORTEST_RUN.toMillis(), life.order().tariff().microsPerHour())) {
      return failed(life, Cause.BUDGET, "");
    }
    return Step.of(
        life.charged().in(new Starting(StartPhase.PROVISIONING, -1, now, now)),
        new Action.Launch());
  }

  private static Step terminate(Life life, After after) {
    return Step.of(life.in(new Stopping(after, life.atMillis())), new Action.Terminate(false));
  }

  private static Step release(Life life, Why why, int refusals) {
    return new Step(
        life.in(new Releasing(why, refusals)), Stream.<Action>of(new Action.Release()).toList());
  }
}
