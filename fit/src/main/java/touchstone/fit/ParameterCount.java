package touchstone.fit;

/**
 * How many numbers a model's tensors hold, by what happens to them.
 *
 * @param embedding the table that tokens are looked up in
 * @param head the output head, 0 where it is the embedding table
 * @param attention the attention's linear layers
 * @param feedForward the feed-forward's linear layers, of all experts
 * @param small norms, biases and routers, which stay at 16 bit
 */
public record ParameterCount(
    long embedding, long head, long attention, long feedForward, long small) {
  /** Counts the tensors of a shape. */
  public static ParameterCount of(ModelShape shape) {
    long layers = shape.layers();
    long table = (long) shape.vocab() * shape.hidden();
    long queries = (long) shape.heads() * shape.headDim();
    long keys = (long) shape.kvHeads() * shape.headDim();
    long attention = shape.hidden() * (2 * queries + 2 * keys);
    long width = shape.experts().map(e -> (long) e.count() * e.ffn()).orElse((long) shape.ffn());
    long norms = (long) shape.family().normsPerLayer() * shape.hidden();
    long bias = shape.family().qkvBias() ? queries + 2 * keys : 0;
    long headNorms = shape.family().qkNorm() ? 2L * shape.headDim() : 0;
    long router = shape.experts().map(e -> (long) e.count() * shape.hidden()).orElse(0L);
    return new ParameterCount(
        table,
        shape.tied() ? 0 : table,
        layers * attention,
        layers * 3 * shape.hidden() * width,
        layers * (norms + bias + headNorms + router) + shape.hidden());
  }

  public long total() {
    return embedding + head + linear() + small;
  }

  /** What a quantization touches. */
  public long linear() {
    return attention + feedForward;
  }
}
