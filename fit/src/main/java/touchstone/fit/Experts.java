package touchstone.fit;

/**
 * The experts of a mixture: all lie in memory, each token reads a few.
 *
 * @param count experts a layer
 * @param used experts that one token goes through
 * @param ffn inner width of one expert
 */
public record Experts(int count, int used, int ffn) {
  public Experts {
    if (count < 1 || used < 1 || used > count || ffn < 1) {
      throw new IllegalArgumentException(
          "experts: " + used + " of " + count + " with width " + ffn + ", expected 1 ≤ used ≤ all");
    }
  }

  /**
   * Share of the experts that a step of so many tokens reads, if tokens choose independently: 1 −
   * (1 − used/count)^tokens.
   */
  public double share(int tokens) {
    return 1 - Math.pow(1 - (double) used / count, tokens);
  }
}
