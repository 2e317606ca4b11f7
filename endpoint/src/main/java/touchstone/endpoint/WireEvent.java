package touchstone.endpoint;

/**
 * One event of an answer as it arrived; an answer that is one JSON object counts as one event.
 *
 * @param arrivalNanos monotonic clock
 * @param uncertaintyNanos how much earlier it may have arrived, 0 where it was the last of its read
 * @param bytes of the event, its empty line included
 * @param finish whether it carries a finish reason
 * @param tokensSoFar completion tokens that it counts, 0 where it counts none
 * @param data as sent, without secrets
 */
public record WireEvent(
    long arrivalNanos,
    long uncertaintyNanos,
    int bytes,
    Kind kind,
    boolean finish,
    int tokensSoFar,
    String data) {
  /** What an event carries. */
  public enum Kind {
    /** Part of the answer. */
    CONTENT,
    /** Thinking only. */
    REASONING,
    /** A tool call without words. */
    TOOL,
    /** A choice without words, such as the role chunk. */
    EMPTY,
    /** Token counts without a choice. */
    USAGE,
    /** {@code [DONE]}. */
    DONE,
    /** Anything else. */
    OTHER;

    static Kind of(boolean words, boolean thought, boolean calls) {
      if (words) {
        return CONTENT;
      }
      return thought ? REASONING : calls ? TOOL : EMPTY;
    }
  }

  WireEvent asReasoning() {
    return new WireEvent(
        arrivalNanos, uncertaintyNanos, bytes, Kind.REASONING, finish, tokensSoFar, data);
  }

  WireEvent with(String otherData) {
    return new WireEvent(
        arrivalNanos, uncertaintyNanos, bytes, kind, finish, tokensSoFar, otherData);
  }
}
