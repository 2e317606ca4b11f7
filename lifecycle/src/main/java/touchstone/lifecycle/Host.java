package touchstone.lifecycle;

/**
 * One way of running one deployment's engine. Its owner calls it from one thread; what becomes of
 * the engine is said through {@link Signals}, from any thread. Closing it lets go of its threads,
 * not of the engine.
 */
public interface Host extends AutoCloseable {
  /** Starts the engine; returns at once. Where that fails, it says that the engine has ended. */
  void launch(Life life, Signals signals);

  /**
   * Looks for an engine that an owner before this one started, and goes on watching it; where there
   * is none, says that it has ended.
   */
  void find(Life life, Signals signals);

  /**
   * Tells the engine to end; returns at once. Its end is said when it was seen.
   *
   * @param force kills everything of it
   */
  void terminate(boolean force);

  /**
   * Ends everything and gives everything back; returns when nothing is left.
   *
   * @throws touchstone.model.ProblemException where something is left
   */
  void release(Life life);

  @Override
  void close();
}
