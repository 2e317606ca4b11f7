package touchstone.fit;

/**
 * Layers that look back only so far.
 *
 * @param layers how many of the model's layers
 * @param window in tokens
 */
public record Sliding(int layers, int window) {
  public static final Sliding NONE = new Sliding(0, 0);

  public Sliding {
    if (layers < 0 || window < 0 || (layers > 0 && window == 0)) {
      throw new IllegalArgumentException("sliding layers " + layers + ", window " + window);
    }
  }
}
