package touchstone.gateway;

/**
 * At most so many events within any stretch of that length: remembers when the last ones were.
 * Thread-safe.
 */
final class Window {
  private final long[] times;
  private final long lengthNanos;
  private int next;
  private int filled;

  Window(int most, long lengthNanos) {
    this.times = new long[most];
    this.lengthNanos = lengthNanos;
  }

  /**
   * Takes one event in, if there is room.
   *
   * @return 0 where it was taken, else the nanoseconds until there is room
   */
  synchronized long take(long nowNanos) {
    if (filled == times.length) {
      long left = times[next] + lengthNanos - nowNanos;
      if (left > 0) {
        return left;
      }
    } else {
      filled++;
    }
    times[next] = nowNanos;
    next = (next + 1) % times.length;
    return 0;
  }
}
