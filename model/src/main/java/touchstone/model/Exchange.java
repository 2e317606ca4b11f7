package touchstone.model;

/**
 * One request and its answer.
 *
 * @param finishReason as the server said it, empty where it said nothing
 * @param truncated the answer was stopped by a cap that we set
 * @param detail what went wrong, empty where nothing did
 * @param attempts how often it was sent, at least 1
 */
public record Exchange(
    String user,
    String answer,
    String reasoning,
    String finishReason,
    boolean truncated,
    Outcome outcome,
    String detail,
    int attempts,
    TokenTimeline timeline,
    Usage usage) {
  /** Stands where an answer was left out of a run that was handed on. */
  public static final String LEFT_OUT = "〔回答已略去 · answer left out〕";
}
