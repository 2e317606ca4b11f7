package touchstone.gateway;

import java.util.Optional;

/** Sees what happens to requests. Called on event loops: must neither block nor throw. */
interface Witness {
  /** A request for a stream begins to be served. */
  void streamBegun();

  void ended(Served served);

  /** Bytes of an engine were with the kernel so long after they were read. */
  void passed(long nanos);

  /**
   * One request from its whole head to the end of its answer.
   *
   * @param asked what the client wants; empty where it was refused before that was read
   * @param model of the deployment, empty where none was found
   * @param bytes of the answer's body
   * @param firstNanos until the first byte of the answer's body, negative where there was none
   * @param whole whether the answer was sent to its end
   */
  record Served(
      Call call,
      Optional<Asked> asked,
      String model,
      int status,
      long bytes,
      long firstNanos,
      long totalNanos,
      boolean whole) {
    boolean stream() {
      return asked.filter(Asked::stream).isPresent();
    }
  }

  /**
   * A chat request, and what is kept of its answer.
   *
   * @param model the name in it, shortened
   * @param tail the answer's last bytes
   * @param contents what was said, where that is to be recorded
   */
  record Asked(String model, boolean stream, Tail tail, Optional<Contents> contents) {}
}
