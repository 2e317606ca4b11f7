package touchstone.model;

/** Hears how far a piece of work that takes over a second has come. */
@FunctionalInterface
public interface Progress {
  /**
   * @param fraction 0 to 1, or negative where the whole is not known
   */
  void report(Text what, double fraction);

  /** Hears nothing. */
  static Progress silent() {
    return (what, fraction) -> {};
  }
}
