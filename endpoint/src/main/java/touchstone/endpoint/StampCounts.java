package touchstone.endpoint;

/**
 * How reads were stamped.
 *
 * @param byKernel reads stamped by the kernel at arrival
 * @param byRead reads stamped by this process after the read
 * @param clockSteps how often the wall clock, which the kernel stamps with, was seen to be set
 * @param doubtNanos half the width of the interval that the offset between the two clocks is known
 *     to lie in, 0 where none is needed
 */
public record StampCounts(long byKernel, long byRead, long clockSteps, long doubtNanos) {
  static final StampCounts NONE = new StampCounts(0, 0, 0, 0);

  StampCounts plus(StampCounts other) {
    return new StampCounts(
        byKernel + other.byKernel,
        byRead + other.byRead,
        clockSteps + other.clockSteps,
        Math.max(doubtNanos, other.doubtNanos));
  }
}
