package touchstone.fit;

/**
 * The cache of keys and values, as vLLM allots it. Formulas: two vectors a layer, kv head and
 * token; blocks of a fixed number of tokens; layers of different kinds in groups of equal size.
 *
 * @param shape the model
 * @param bytesPerNumber 2 for 16 bit, 1 for 8 bit
 * @param gpus tensor-parallel ranks; kv heads are repeated where there are more ranks than heads
 */
public record KvCache(ModelShape shape, int bytesPerNumber, int gpus) {
  /** Tokens a block on GPUs. */
  public static final int BLOCK = 16;

  /** vLLM's default {@code max_num_batched_tokens} of a server on a large GPU. */
  public static final int BATCHED = 8192;

  public KvCache {
    if ((bytesPerNumber != 1 && bytesPerNumber != 2) || gpus < 1) {
      throw new IllegalArgumentException(bytesPerNumber + " bytes, " + gpus + " GPUs");
    }
  }

  /** Bytes of one layer and token, over all ranks. */
  private long layerBytes() {
    return 2L * Math.max(shape.kvHeads(), gpus) * shape.headDim() * bytesPerNumber;
  }

  /** Bytes a token takes while it lies in every layer's window. */
  public long bytesPerToken() {
    return layerBytes() * shape.layers();
  }

  /** Bytes that requests of so many tokens read when every one is full. */
  public long bytes(int tokens, int requests) {
    Sliding sliding = shape.sliding();
    long kept = (long) shape.fullLayers() * tokens;
    kept += (long) sliding.layers() * Math.min(tokens, sliding.window());
    return layerBytes() * kept * requests;
  }

  /** Bytes that the engine must set aside for requests of so many tokens, in whole blocks. */
  public long allotted(int tokens, int requests) {
    return blocksPerRequest(tokens, BLOCK, BATCHED) * blockBytes(BLOCK) * requests;
  }

  /**
   * Tokens that fit into the bytes that an engine reports for its cache. Where layers slide it is
   * vLLM's figure: as many requests of the longest context as have room, times that context.
   *
   * @param longest {@code max_model_len}
   * @param block tokens a block, 16 on GPUs, 128 on CPUs
   * @param batched {@code max_num_batched_tokens}
   */
  public long tokens(long bytes, int longest, int block, int batched) {
    long blocks = Math.max(0, bytes) / blockBytes(block);
    if (shape.sliding().layers() == 0) {
      return blocks * block;
    }
    return Math.multiplyExact(blocks, (long) longest) / blocksPerRequest(longest, block, batched);
  }

  /** How many requests of the longest context fit at once, as vLLM logs it. */
  public double concurrency(long bytes, int longest, int block, int batched) {
    long blocks = Math.max(0, bytes) / blockBytes(block);
    return (double) blocks / blocksPerRequest(longest, block, batched);
  }

  private long blocksPerRequest(int tokens, int block, int batched) {
    int group = groupLayers();
    long full = up(shape.fullLayers(), group) * up(tokens, block);
    Sliding sliding = shape.sliding();
    if (sliding.layers() == 0) {
      return full;
    }
    long seen = Math.min(sliding.window() - 1L + batched, tokens);
    return full + up(sliding.layers(), group) * (up(seen, block) + 1);
  }

  private long blockBytes(int block) {
    return layerBytes() * groupLayers() * block;
  }

  /** Layers a group: the smaller kind's number, all layers where there is one kind. */
  private int groupLayers() {
    int sliding = shape.sliding().layers();
    int full = shape.fullLayers();
    return sliding == 0 || full == 0 ? shape.layers() : Math.min(sliding, full);
  }

  private static long up(long amount, int step) {
    return (amount + step - 1) / step;
  }
}
