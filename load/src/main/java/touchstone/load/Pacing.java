package touchstone.load;

import java.time.Duration;
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

  void spin(long dueNanos) {
    while (dueNanos - ticker.nanos() > 0) {
      Thread.onSpinWait();
    }
  }
}
