package touchstone.lifecycle.process;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import touchstone.lifecycle.CauseReader;
import touchstone.lifecycle.DeploymentFolder;
import touchstone.lifecycle.Event;
import touchstone.lifecycle.Signals;
import touchstone.model.Ticker;

/** Watches one engine: its log, its health, its end. Runs on a thread of its own. */
public final class Watch {
  /** The variable by which the probe finds the engine's key. */
  public static final String KEY_VARIABLE = "TOUCHSTONE_ENGINE_KEY";

  private static final Duration LOOK = Duration.ofMillis(100);

  private final DeploymentFolder folder;
  private final ProcessHandle guard;
  private final long requestedMillis;
  private final Pulse pulse;
  private final Ticker ticker;
  private volatile boolean ended;

  Watch(
      DeploymentFolder folder,
      ProcessHandle guard,
      long requestedMillis,
      Pulse pulse,
      Ticker ticker) {
    this.folder = folder;
    this.guard = guard;
    this.requestedMillis = requestedMillis;
    this.pulse = pulse;
    this.ticker = ticker;
  }

  void end() {
    ended = true;
  }

  /** Watches until the engine has ended, and says so. */
  void run(Signals signals) {
    try {
      while (!ended && guard.isAlive()) {
        pulse.read(signals);
        pulse.health(signals);
        ticker.sleep(LOOK);
      }
      if (!ended) {
        sweep();
        pulse.read(signals);
        signals.on(
            new Event.Ended(
                CauseReader.read(pulse.ready(), status(), pulse.tail()), pulse.detail(status())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What outlived its guard is killed: nobody would end it with its lease. */
  private void sweep() throws InterruptedException {
    List<ProcessHandle> left = Marked.of(folder.id(), requestedMillis);
    while (!ended && !left.isEmpty()) {
      left.forEach(ProcessHandle::destroyForcibly);
      ticker.sleep(LOOK);
      left = Marked.of(folder.id(), requestedMillis);
    }
  }

  private OptionalInt status() {
    return folder.lastExit().map(OptionalInt::of).orElse(OptionalInt.empty());
  }
}
