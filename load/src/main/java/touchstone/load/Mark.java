package touchstone.load;

import java.util.OptionalDouble;

/**
 * What a request of a level is, beyond a plain one of its load.
 *
 * @param sentinel sent beside the load, never counted in the level's own figures
 * @param ratePerSecond of a ramp when the request was due; empty elsewhere
 */
public record Mark(boolean sentinel, OptionalDouble ratePerSecond) {
  /** A request of the load itself. */
  public static final Mark LOAD = new Mark(false, OptionalDouble.empty());

  /** The short request beside the load. */
  public static final Mark SENTINEL = new Mark(true, OptionalDouble.empty());

  /** A request of a ramp. */
  public static Mark atRate(double perSecond) {
    return new Mark(false, OptionalDouble.of(perSecond));
  }
}
