package touchstone.load;

/**
 * What a request of a level is, beyond a plain one of its load.
 *
 * @param sentinel sent beside the load, never counted in the level's own figures
 */
public record Mark(boolean sentinel) {
  /** A request of the load itself. */
  public static final Mark LOAD = new Mark(false);

  /** The short request beside the load. */
  public static final Mark SENTINEL = new Mark(true);
}
