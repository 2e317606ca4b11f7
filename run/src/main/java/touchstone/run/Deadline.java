package touchstone.run;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import touchstone.model.Ticker;

/**
 * Breaks off waiting when its time is up. Only the wait itself is interrupted, never what comes
 * after it: a log is not torn.
 */
final class Deadline {
  private final Thread waiting = Thread.currentThread();
  private boolean inside = true;
  private boolean rang;

  private Deadline() {}

  /** The time for something was up before it came to its end. */
  static final class TimeUp extends RuntimeException {
    private static final long serialVersionUID = 1;

    TimeUp() {
      super("time is up");
    }
  }

  /**
   * Waits for an answer, at most so long.
   *
   * @param seconds from now on; absent where there is no limit
   * @param wait that ends with {@link Gang.Interrupted} when its thread is interrupted
   * @throws TimeUp if it was broken off
   */
  static <T> T within(Ticker ticker, OptionalDouble seconds, Supplier<T> wait) {
    if (seconds.isEmpty()) {
      return wait.get();
    }
    if (seconds.getAsDouble() <= 0) {
      throw new TimeUp();
    }
    Deadline deadline = new Deadline();
    Thread timer = Thread.ofVirtual().start(() -> deadline.ring(ticker, seconds.getAsDouble()));
    try {
      return wait.get();
    } catch (Gang.Interrupted interrupted) {
      throw deadline.rang() ? new TimeUp() : interrupted;
    } finally {
      deadline.leave();
      timer.interrupt();
    }
  }

  private void ring(Ticker ticker, double seconds) {
    try {
      ticker.sleep(Duration.ofNanos((long) (seconds * 1e9)));
    } catch (InterruptedException _) {
      // the answer came in time
      return;
    }
    synchronized (this) {
      if (inside) {
        rang = true;
        waiting.interrupt();
      }
    }
  }

  private synchronized boolean rang() {
    return rang;
  }

  /** No interrupt comes any more; one that came is taken back. */
  private synchronized void leave() {
    inside = false;
    if (rang) {
      Thread.interrupted();
    }
  }
}
