package touchstone.model;

import java.time.Duration;

/** Time as the code sees it, passed in so that tests can turn it by hand. Thread-safe. */
public interface Ticker {
  /** The monotonic clock, in nanoseconds from an arbitrary origin. */
  long nanos();

  /** Waits; returns at once for a duration that is not positive. */
  void sleep(Duration duration) throws InterruptedException;

  /** The machine's own clock. */
  static Ticker system() {
    return new Ticker() {
      @Override
      public long nanos() {
        return System.nanoTime();
      }

      @Override
      public void sleep(Duration duration) throws InterruptedException {
        if (duration.isPositive()) {
          Thread.sleep(duration);
        }
      }
    };
  }
}
