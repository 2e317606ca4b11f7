package touchstone.deploy.llamacpp;

import java.util.Arrays;

/** Tokens and the state that they leave; closing frees the state. */
final class Remembered implements AutoCloseable {
  private final int[] tokens;
  private final SavedState state;

  Remembered(int[] tokens, SavedState state) {
    this.tokens = tokens;
    this.state = state;
  }

  SavedState state() {
    return state;
  }

  /** Whether it is of exactly the first tokens of a prompt. */
  boolean is(int[] prompt, int length) {
    return tokens.length == length && Arrays.equals(tokens, 0, length, prompt, 0, length);
  }

  /**
   * How many tokens at the start of a prompt it holds; at most all but the last, which has to be
   * decoded for the next one to be drawn.
   */
  int startOf(int[] prompt) {
    int same = Arrays.mismatch(tokens, prompt);
    return Math.min(same < 0 ? prompt.length : same, prompt.length - 1);
  }

  @Override
  public void close() {
    state.close();
  }
}
