package touchstone.load;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a request of a level is, beyond a plain one of its load.
 *
 * @param sentinel sent beside the load, never counted in the level's own figures
 * @param run which measurement of its level it belongs to, 0 for the first
 * @param ratePerSecond of a ramp when the request was due; empty elsewhere
 * @param turn of a session; empty elsewhere
 */
public record Mark(
    boolean sentinel, int run, OptionalDouble ratePerSecond, Optional<SessionTurn> turn) {
  /** A request of the load itself. */
  public static final Mark LOAD = new Mark(false, 0, OptionalDouble.empty(), Optional.empty());

  /** The short request beside the load. */
  public static final Mark SENTINEL = new Mark(true, 0, OptionalDouble.empty(), Optional.empty());

  /** A request of a ramp. */
  public static Mark atRate(double perSecond) {
    return new Mark(false, 0, OptionalDouble.of(perSecond), Optional.empty());
  }

  /** A turn of a session. */
  public static Mark of(SessionTurn turn) {
    return new Mark(false, 0, OptionalDouble.empty(), Optional.of(turn));
  }

  /** The same in another run of its level. */
  public Mark in(int other) {
    return new Mark(sentinel, other, ratePerSecond, turn);
  }
}
