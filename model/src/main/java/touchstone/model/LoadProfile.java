package touchstone.model;

/** How requests are sent when speed is measured. */
public sealed interface LoadProfile {
  /**
   * A request starts when one ends.
   *
   * @param concurrency requests in flight, at least 1
   * @param requests how many in all
   */
  record ClosedLoop(int concurrency, int requests) implements LoadProfile {}
}
