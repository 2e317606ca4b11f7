package touchstone.lifecycle;

/** What is to be done after a step has been written down. */
public sealed interface Action {
  /** Start the engine. */
  record Launch() implements Action {}

  /** Find the engine that ran before our own crash, and say whether it still does. */
  record Find() implements Action {}

  /**
   * End the engine.
   *
   * @param force without waiting for it to agree
   */
  record Terminate(boolean force) implements Action {}

  /** Give everything back and say whether that worked. */
  record Release() implements Action {}

  /** Tell people. */
  record Tell(Notice notice) implements Action {}
}
