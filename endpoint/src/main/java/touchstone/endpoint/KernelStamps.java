package touchstone.endpoint;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Puts the kernel's wall-clock receive stamps on the monotonic clock. On Linux both clocks tick
 * alike, slewing included; their offset changes only where somebody sets the wall clock. It is
 * measured with every read: where it has moved, the stamps of the next second may have been taken
 * on either side of the step, and the time of the read stands in for them, as it does where a stamp
 * is missing or lies in the future. A stamp that is used thus lies between two measurements that
 * agree. Used by one event loop; only {@link #counts} may be called by other threads.
 */
final class KernelStamps {
  // What a thread needs that nobody pushes aside between the three readings.
  private static final long TIGHT_NANOS = 2_000;
  private static final int TRIES = 3;

  // The clocks of two cores may disagree a little; a smaller step does no harm.
  private static final long SLACK_NANOS = 1_000;
  private static final long SETTLING_NANOS = 1_000_000_000;

  private final LongSupplier clock;
  private final LongSupplier wallNanos;
  private final AtomicLong byKernel = new AtomicLong();
  private final AtomicLong byRead = new AtomicLong();
  private final AtomicLong steps = new AtomicLong();
  private long offset;
  private long settledNanos;
  private volatile long doubtNanos = Long.MAX_VALUE / 2;

  /** Two clocks in nanoseconds: the loop's, and the one that the kernel stamps with. */
  KernelStamps(LongSupplier clock, LongSupplier wallNanos) {
    this.clock = clock;
    this.wallNanos = wallNanos;
    this.settledNanos = clock.getAsLong();
    measure();
  }

  /**
   * When the bytes of a read that has just returned arrived, on the loop's clock.
   *
   * @param kernelNanos the kernel's stamp in wall-clock nanoseconds, 0 for none
   */
  long arrival(long kernelNanos) {
    long now = measure();
    long arrival = kernelNanos - offset;
    if (kernelNanos == 0 || now - settledNanos < 0 || arrival - now > doubtNanos + SLACK_NANOS) {
      count(byRead);
      return now;
    }
    count(byKernel);
    return Math.min(arrival, now);
  }

  StampCounts counts() {
    return new StampCounts(byKernel.get(), byRead.get(), steps.get(), doubtNanos);
  }

  private long measure() {
    long before = 0;
    long wall = 0;
    long after = 0;
    for (int i = 0; i < TRIES && (i == 0 || after - before > TIGHT_NANOS); i++) {
      before = clock.getAsLong();
      wall = wallNanos.getAsLong();
      after = clock.getAsLong();
    }
    long half = (after - before + 1) / 2;
    compare(wall - before - half, half, after);
    return after;
  }

  private void compare(long seen, long half, long now) {
    if (Math.abs(seen - offset) > doubtNanos + half + SLACK_NANOS) {
      count(steps);
      settledNanos = now + SETTLING_NANOS;
      offset = seen;
      doubtNanos = half;
    } else if (half < doubtNanos) {
      offset = seen;
      doubtNanos = half;
    }
  }

  // One thread counts, so that a plain addition is enough; others only have to see it.
  private static void count(AtomicLong counter) {
    counter.setRelease(counter.getPlain() + 1);
  }
}
