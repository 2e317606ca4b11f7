package touchstone.fit;

import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The shape of a decoder: what its weights and its cache follow from.
 *
 * @param headDim width of one head; not always hidden / heads
 * @param ffn inner width of the dense feed-forward layers; 0 where all are experts
 * @param tied whether the output head is the embedding table, which then counts once
 * @param contextTokens the model's own longest context
 */
public record ModelShape(
    String name,
    Family family,
    int layers,
    int hidden,
    int heads,
    int kvHeads,
    int headDim,
    int ffn,
    int vocab,
    boolean tied,
    Optional<Experts> experts,
    Sliding sliding,
    int contextTokens) {
  public ModelShape {
    int least =
        IntStream.of(layers, hidden, heads, kvHeads, headDim, vocab, contextTokens).min().orElse(0);
    if (least < 1 || ffn < 0 || (ffn == 0 && experts.isEmpty())) {
      throw new IllegalArgumentException(name + " has an empty dimension");
    }
    if (heads % kvHeads != 0 || sliding.layers() > layers) {
      throw new IllegalArgumentException(
          name + ": " + heads + " heads over " + kvHeads + ", " + sliding + " of " + layers);
    }
  }

  /** Layers that keep the whole context. */
  public int fullLayers() {
    return layers - sliding.layers();
  }
}
