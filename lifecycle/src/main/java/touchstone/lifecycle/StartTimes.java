package touchstone.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * How long starts took, and from that, how long one under way still takes: the median of what was
 * seen before of the same model on the same engine, or, where nothing was, the share of the weights
 * that is loaded. Milliseconds.
 */
final class StartTimes {
  // Less than this says nothing about the rest.
  private static final double LEAST_FRACTION = 0.1;

  private StartTimes() {}

  /** From a start to the first answer, each time that it got so far. */
  static List<Long> of(List<Life> history) {
    List<Long> times = new ArrayList<>();
    for (int i = 1; i < history.size(); i++) {
      if (history.get(i - 1).state() instanceof State.Starting starting
          && history.get(i).state() instanceof State.Ready ready) {
        times.add(ready.sinceMillis() - starting.sinceMillis());
      }
    }
    return times;
  }

  /**
   * Until it answers; empty where nothing tells, and where it takes longer than it ever did.
   *
   * @param earlier starts of the same kind
   */
  static OptionalLong left(Life life, List<Long> earlier, long nowMillis) {
    if (earlier.isEmpty()) {
      return byFraction(life, nowMillis);
    }
    long usual = earlier.stream().sorted().toList().get((earlier.size() - 1) / 2);
    return switch (life.state()) {
      case State.Starting starting -> positive(usual - (nowMillis - starting.sinceMillis()));
      case State.Restarting waiting ->
          positive(usual + Math.max(0, waiting.untilMillis() - nowMillis));
      case State.Requested _, State.Stopping _, State.Unhealthy _ -> positive(usual);
      default -> OptionalLong.empty();
    };
  }

  private static OptionalLong byFraction(Life life, long nowMillis) {
    if (life.state() instanceof State.Starting starting
        && starting.phase().compareTo(StartPhase.WARMING) < 0
        && starting.fraction() >= LEAST_FRACTION) {
      double ran = Math.max(0, nowMillis - starting.sinceMillis());
      return positive(Math.round(ran * (1 - starting.fraction()) / starting.fraction()));
    }
    return OptionalLong.empty();
  }

  private static OptionalLong positive(long millis) {
    return millis > 0 ? OptionalLong.of(millis) : OptionalLong.empty();
  }
}
