package touchstone.fit;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How weights are stored, in bits a weight with scales counted in. Formats of checkpoints leave
 * embeddings and the output head at 16 bit; llama.cpp's quantize them too, and its K_M mixes keep
 * the head and about half of the value and down projections at 6.5625 bit (Q6_K).
 */
public enum Quantization {
  BF16(16, 16, 16, 16),
  FP8(8, 8, 16, 16),
  INT8(8, 8, 16, 16),
  AWQ(4.25, 4.25, 16, 16),
  GPTQ(4.25, 4.25, 16, 16),
  Q8_0(8.5, 8.5, 8.5, 8.5),
  Q6_K(6.5625, 6.5625, 6.5625, 6.5625),
  Q5_K_M(5.5, 6.5625, 5.5, 6.5625),
  Q4_K_M(4.5, 6.5625, 4.5, 6.5625),
  Q4_0(4.5, 4.5, 4.5, 6.5625);

  private final double linearBits;
  private final double sensitiveBits;
  private final double embeddingBits;
  private final double headBits;

  Quantization(double linearBits, double sensitiveBits, double embeddingBits, double headBits) {
    this.linearBits = linearBits;
    this.sensitiveBits = sensitiveBits;
    this.embeddingBits = embeddingBits;
    this.headBits = headBits;
  }

  /**
   * The quantization that a user names, e.g. {@code fp8}, {@code q4_k_m}, {@code awq}, {@code f16}.
   */
  public static Optional<Quantization> named(String word) {
    String folded = word.toUpperCase(Locale.ROOT).replace('-', '_');
    return switch (folded) {
      case "F16", "FP16", "BFLOAT16", "FLOAT16", "NONE" -> Optional.of(BF16);
      default -> Arrays.stream(values()).filter(each -> each.name().equals(folded)).findFirst();
    };
  }

  /** The words that {@link #named} knows. */
  public static List<String> names() {
    return Arrays.stream(values()).map(Quantization::label).toList();
  }

  /** As engines write it: {@code fp8}, but {@code Q4_K_M}. */
  public String label() {
    return isGguf() ? name() : name().toLowerCase(Locale.ROOT);
  }

  /** Whether it is one of llama.cpp's. */
  public boolean isGguf() {
    return embeddingBits < 16;
  }

  /** Bytes of all weights of a shape, the norms and biases at 16 bit. */
  public long bytes(ModelShape shape) {
    ParameterCount count = ParameterCount.of(shape);
    double sensitive = sensitive(shape);
    double bits =
        linearBits * (count.linear() - sensitive)
            + sensitiveBits * sensitive
            + (shape.tied() ? headBits : embeddingBits) * count.embedding()
            + headBits * count.head()
            + 16.0 * count.small();
    return Math.round(bits / 8);
  }

  /** Bytes that one decoding step of so many sequences reads: the embedding table is looked up. */
  long bytesRead(ModelShape shape, long bytes, int sequences) {
    ParameterCount count = ParameterCount.of(shape);
    double unread = shape.tied() ? 0 : embeddingBits / 8 * count.embedding();
    double idle = shape.experts().map(e -> 1 - e.share(sequences)).orElse(0.0);
    return Math.round(bytes - unread - idle * linearBits / 8 * count.feedForward());
  }

  /** Numbers in the value and down projections of the layers that get more bits. */
  private static double sensitive(ModelShape shape) {
    int n = shape.layers();
    int layers = 0;
    for (int i = 0; i < n; i++) {
      layers += i < n / 8 || i >= 7 * n / 8 || (i - n / 8) % 3 == 2 ? 1 : 0;
    }
    double values = (double) shape.kvHeads() * shape.headDim() * shape.hidden();
    double down = ParameterCount.of(shape).feedForward() / 3.0 / n;
    return layers * (values + down);
  }
}
