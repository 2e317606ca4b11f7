package touchstone.lifecycle;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import touchstone.model.Language;
import touchstone.model.ProblemException;
import touchstone.model.Ticker;

/**
 * The owner of one deployment: takes wishes, what the host observes and the time, asks {@link
 * Machine} what follows, writes that down and does it. Killed at any moment, the next owner goes on
 * from the ledger. Confined to one thread but for its inbox.
 */
public final class Keeper {
  private static final Duration TICK = Duration.ofMillis(100);
  private static final int LOCK_TRIES = 20;
  private static final double LOGGED_SHARE = 0.1;

  private final DeploymentFolder folder;
  private final Host host;
  private final InstantSource clock;
  private final Consumer<Notice> voice;
  private final BlockingQueue<Signal> inbox = new LinkedBlockingQueue<>();
  private final Ledger ledger;
  private Life life;
  private int attempt;

  /** What the host said of one of its attempts. */
  private record Signal(int attempt, Event event) {}

  private Keeper(
      DeploymentFolder folder,
      Host host,
      InstantSource clock,
      Consumer<Notice> voice,
      Ledger ledger,
      Life life) {
    this.folder = folder;
    this.host = host;
    this.clock = clock;
    this.voice = voice;
    this.ledger = ledger;
    this.life = life;
  }

  /** How a host is made for an order. */
  @FunctionalInterface
  public interface Hosts {
    Host of(DeploymentFolder folder, Order order);
  }

  /**
   * Owns a deployment until there is nothing left to do for it: it was released, stopped, or given
   * up.
   *
   * @param voice hears what people should be told; called after it was written down
   * @return false where somebody else owns it
   */
  public static boolean keep(
      DeploymentFolder folder,
      Hosts hosts,
      InstantSource clock,
      Ticker ticker,
      Consumer<Notice> voice)
      throws InterruptedException {
    Optional<OwnerLock> lock = lock(folder, ticker);
    if (lock.isEmpty()) {
      return false;
    }
    try (OwnerLock _ = lock.get();
        Ledger ledger = Ledger.open(folder.ledger())) {
      Life life = folder.life().orElseThrow(() -> Faults.unknown(folder.id(), ""));
      try (Host host = hosts.of(folder, life.order())) {
        new Keeper(folder, host, clock, voice, ledger, life).run();
      }
      return true;
    } catch (IOException e) {
      throw Faults.files(folder.path(), e);
    }
  }

  private static Optional<OwnerLock> lock(DeploymentFolder folder, Ticker ticker)
      throws InterruptedException {
    Optional<OwnerLock> lock = OwnerLock.attempt(folder.lock());
    for (int i = 1; i < LOCK_TRIES && lock.isEmpty(); i++) {
      ticker.sleep(TICK);
      lock = OwnerLock.attempt(folder.lock());
    }
    return lock;
  }

  private void run() throws InterruptedException {
    for (Action action : Machine.resume(life)) {
      perform(action);
    }
    do {
      take(Optional.ofNullable(inbox.poll(TICK.toMillis(), TimeUnit.MILLISECONDS)));
      folder.asked().ifPresent(this::grant);
      step(new Event.Elapsed());
    } while (!life.atRest() || folder.asked().isPresent());
  }

  private void take(Optional<Signal> signal) {
    signal.filter(each -> each.attempt() == attempt).ifPresent(each -> step(each.event()));
  }

  private void grant(Wish wish) {
    step(wish.event());
    folder.done(wish);
  }

  private void step(Event event) {
    long now = clock.millis();
    Machine.Step step = Machine.next(life, event, now);
    if (step.life().state() instanceof State.Released) {
      // before it is written down: nobody comes back to a deployment that is over
      folder.forgetKey();
    }
    if (counts(life, event, step)) {
      ledger.append(new Entry(now, event));
    }
    life = step.life();
    step.actions().forEach(this::perform);
  }

  /** Whether the event must be in the ledger: looks at the clock and small progress need not. */
  static boolean counts(Life before, Event event, Machine.Step step) {
    return switch (event) {
      case Event.Elapsed _ ->
          !step.actions().isEmpty() || !before.state().equals(step.life().state());
      case Event.Advanced advanced ->
          before.state() instanceof State.Starting starting
              && (advanced.phase() != starting.phase()
                  || advanced.fraction() - starting.fraction() >= LOGGED_SHARE);
      case Event.HealthBack _, Event.HealthLost _, Event.OutOfReach _ ->
          !before.state().equals(step.life().state());
      default -> true;
    };
  }

  private void perform(Action action) {
    switch (action) {
      case Action.Launch _ -> attempt(() -> host.launch(life, signals()));
      case Action.Find _ -> attempt(() -> host.find(life, signals()));
      case Action.Terminate terminate -> host.terminate(terminate.force());
      case Action.Release _ -> release();
      case Action.Tell tell -> voice.accept(tell.notice());
    }
  }

  private void attempt(Runnable start) {
    attempt++;
    folder.limit(life.deadlineMillis(clock.millis()));
    try {
      start.run();
    } catch (ProblemException e) {
      inbox.add(new Signal(attempt, new Event.Ended(Cause.IMAGE, e.problem().in(Language.EN))));
    }
  }

  private Signals signals() {
    int mine = attempt;
    return event -> inbox.add(new Signal(mine, event));
  }

  private void release() {
    try {
      host.release(life);
      folder.forgetKey();
      step(new Event.Released());
    } catch (ProblemException e) {
      step(new Event.ReleaseRefused(e.problem().in(Language.EN)));
    }
  }
}
