package touchstone.fit;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;

/**
 * What the header of a GGUF file says, whoever read it.
 *
 * @param file for messages
 * @param architecture {@code general.architecture}
 * @param numbers its whole-number settings by their full name
 * @param ownHead whether it has an output head beside the embedding table
 * @param vocabulary rows of the embedding table
 * @param parameters numbers in all tensors
 * @param bytes of all tensors
 * @param quantization as the header names it
 */
public record GgufFacts(
    String file,
    String architecture,
    Map<String, Long> numbers,
    boolean ownHead,
    long vocabulary,
    long parameters,
    long bytes,
    Optional<String> quantization) {
  public GgufFacts {
    numbers = Map.copyOf(numbers);
  }

  /**
   * The model that the facts describe.
   *
   * @throws ProblemException naming the file and what is missing or unknown in it
   */
  public FitModel model() {
    Family family = Family.ofGguf(architecture).orElseThrow(this::unknown);
    return FitModel.stored(
        shape(family),
        quantization.flatMap(Quantization::named).orElseGet(this::nearest),
        bytes,
        parameters,
        new Text("取自 GGUF 文件头", "from the GGUF header"));
  }

  private ModelShape shape(Family family) {
    int hidden = required("embedding_length");
    int heads = required("attention.head_count");
    int layers = required("block_count");
    Optional<Experts> experts = experts();
    try {
      return new ModelShape(
          file,
          family == Family.LLAMA && experts.isPresent() ? Family.MIXTRAL : family,
          layers,
          hidden,
          heads,
          optional("attention.head_count_kv").orElse(heads),
          optional("attention.key_length").orElse(hidden / heads),
          experts.isPresent() ? 0 : required("feed_forward_length"),
          whole("token_embd.weight", vocabulary),
          !ownHead,
          experts,
          sliding(family, layers),
          required("context_length"));
    } catch (IllegalArgumentException e) {
      throw problem(
          new Text("各项对不上：" + e.getMessage(), "its fields do not match: " + e.getMessage()));
    }
  }

  private Optional<Experts> experts() {
    if (optional("expert_count").isEmpty()) {
      return Optional.empty();
    }
    int width =
        optional("expert_feed_forward_length").orElseGet(() -> required("feed_forward_length"));
    int count = required("expert_count");
    int used = required("expert_used_count");
    if (used > count) {
      throw problem(
          new Text(
              "expert_used_count 是 " + used + "，专家只有 " + count + " 个",
              "expert_used_count is " + used + ", of only " + count + " experts"));
    }
    return Optional.of(new Experts(count, used, width));
  }

  private Sliding sliding(Family family, int layers) {
    if (family != Family.GEMMA3) {
      return Sliding.NONE;
    }
    return optional("attention.sliding_window")
        .map(window -> new Sliding(layers - layers / Family.GEMMA3_PATTERN, window))
        .orElse(Sliding.NONE);
  }

  /** For mixes that have no row of their own: the known one of the nearest size. */
  private Quantization nearest() {
    double bits = 8.0 * bytes / Math.max(1, parameters);
    ModelShape shape = shape(Family.ofGguf(architecture).orElseThrow(this::unknown));
    double weights = ParameterCount.of(shape).total();
    return Arrays.stream(Quantization.values())
        .filter(each -> each.isGguf() || each == Quantization.BF16)
        .min(Comparator.comparingDouble(each -> Math.abs(8 * each.bytes(shape) / weights - bits)))
        .orElse(Quantization.BF16);
  }

  private int required(String name) {
    return optional(name)
        .orElseThrow(() ->
            problem(
                new Text(
                    "没有写明 " + architecture + "." + name,
                    architecture + "." + name + " is missing, expected a whole number")));
  }

  private Optional<Integer> optional(String name) {
    String key = architecture + "." + name;
    return Optional.ofNullable(numbers.get(key))
        .filter(value -> value != 0)
        .map(value -> whole(key, value));
  }

  private int whole(String key, long value) {
    if (value < 1 || value > 1 << 24) {
      throw problem(
          new Text(
              key + " 是 " + value + "，应在 1 到 16777216 之间",
              key + " is " + value + ", expected 1–16777216"));
    }
    return (int) value;
  }

  private ProblemException unknown() {
    return problem(
        new Text(
            "还不会算架构“" + architecture + "”，会算的有 llama、qwen2、qwen3、qwen3moe、gemma3",
            "architecture '"
                + architecture
                + "' cannot be computed yet; llama, qwen2, qwen3, qwen3moe and gemma3 can"));
  }

  private ProblemException problem(Text why) {
    return new ProblemException(
        new Problem(
            new Text(file + "：" + why.zh() + "。", file + ": " + why.en() + "."),
            new Text(
                "不猜：请换一个完整的 GGUF 文件，或查引擎启动日志里的大小。",
                "It is not guessed: take a complete GGUF file, or read the sizes from the engine's"
                    + " log.")));
  }
}
