package touchstone.load;

import java.time.Duration;

/**
 * Which requests at the start of a level are sent and flagged but not counted: so many, or all that
 * start in so much time, whichever ends later.
 */
public record WarmUp(int requests, Duration time) {
  /** None. */
  public static final WarmUp NONE = new WarmUp(0, Duration.ZERO);

  /** Whether it covers a request by its number, from 0, and by when it starts. */
  public boolean covers(int number, long nanosAfterStart) {
    return number < requests || nanosAfterStart < time.toNanos();
  }

  /** How many of the sends of a schedule it covers. */
  public int of(long[] fireNanos) {
    int count = 0;
    while (count < fireNanos.length && covers(count, fireNanos[count])) {
      count++;
    }
    return count;
  }
}
