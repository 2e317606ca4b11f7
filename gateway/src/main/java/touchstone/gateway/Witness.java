package touchstone.gateway;

/** Sees what happens to requests. Called on event loops: must neither block nor throw. */
interface Witness {
  /** A request begins to be answered. */
  void begun();

  void ended(Served served);

  /** Bytes of an engine were with the kernel so long after they were read. */
  void passed(long nanos);

  /**
   * One request from its whole head to the end of its answer.
   *
   * @param model of the deployment, empty where none was found
   * @param bytes of the answer's body
   * @param firstNanos until the first byte of the answer's body, negative where there was none
   * @param whole whether the answer was sent to its end
   */
  record Served(
      Call call,
      String model,
      int status,
      long bytes,
      long firstNanos,
      long totalNanos,
      boolean whole) {}
}
