package touchstone.load;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import touchstone.model.Ticker;

/**
 * How sends meet their times: a sleep ends late, so the last part of a wait is spun away.
 *
 * @param ticker that the times are of
 */
record Pacing(Ticker ticker) {
  private static final long SPIN_NANOS = 200_000;
  private static final long LEAD_NANOS = 5_000_000;

  /** When a schedule that is begun now may count from, so that its first send is not late. */
  long origin() {
    return ticker.nanos() + LEAD_NANOS;
  }

  /** What can be slept away before then; not positive where it is too close for that. */
  Duration sleep(long dueNanos) {
    return Duration.ofNanos(dueNanos - ticker.nanos() - SPIN_NANOS);
  }

  /**
   * Waits until then.
   *
   * @param nap how long a wait goes on without asking whether it was halted
   * @return false where it was halted meanwhile
   */
  boolean waited(long dueNanos, Duration nap, BooleanSupplier halted) throws InterruptedException {
    for (Duration left = sleep(dueNanos); left.isPositive(); left = sleep(dueNanos)) {
      if (halted.getAsBoolean()) {
        return false;
      }
      ticker.sleep(left.compareTo(nap) < 0 ? left : nap);
    }
    spin(dueNanos);
    return true;
  }

  void spin(long dueNanos) {
    while (dueNanos - ticker.nanos() > 0) {
      Thread.onSpinWait();
    }
  }
}
