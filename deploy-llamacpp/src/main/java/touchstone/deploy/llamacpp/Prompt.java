package touchstone.deploy.llamacpp;

/** What the model continues. */
final class Prompt {
  private final int[] tokens;
  private final int prefix;

  /**
   * @param prefix how many of the tokens come before the first message that is not the system's:
   *     they are shared by many requests
   */
  Prompt(int[] tokens, int prefix) {
    this.tokens = tokens;
    this.prefix = prefix;
  }

  /** Not to be changed. */
  int[] tokens() {
    return tokens;
  }

  int prefix() {
    return prefix;
  }
}
