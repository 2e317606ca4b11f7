package touchstone.model;

/**
 * Tokens of one answer.
 *
 * @param cachedTokens of the prompt tokens, those whose state was reused; 0 where unknown
 */
public record Usage(int promptTokens, int completionTokens, int cachedTokens, Source source) {
  /** Where the counts come from. */
  public enum Source {
    /** The server's usage object. */
    SERVER,
    /** Content events were counted, because the server sent no usage. */
    EVENTS
  }
}
