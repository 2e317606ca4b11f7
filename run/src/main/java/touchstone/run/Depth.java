package touchstone.run;

import java.util.Locale;

/** How much is asked of every candidate. */
public enum Depth {
  /** As many cases as fit into five minutes, answers capped short. */
  QUICK(96, 1),
  /** Every case once. */
  STANDARD(256, 1),
  /** Every case three times. */
  THOROUGH(512, 3);

  private final int maxTokens;
  private final int trials;

  Depth(int maxTokens, int trials) {
    this.maxTokens = maxTokens;
    this.trials = trials;
  }

  /** Cap on an answer's tokens, unless the selection says otherwise. */
  public int maxTokens() {
    return maxTokens;
  }

  public int trials() {
    return trials;
  }

  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
