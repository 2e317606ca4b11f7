package touchstone.fit;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The architectures whose tensors are known, by the {@code model_type} of config.json and the
 * {@code general.architecture} of GGUF. They differ in what a shape alone does not tell: biases,
 * norms, whether the output head is the embedding table where the file is silent. Read from the
 * modelling code of Transformers.
 */
public enum Family {
  LLAMA(List.of("llama"), "llama", false, false, 2, false),
  MISTRAL(List.of("mistral"), "", false, false, 2, false),
  QWEN2(List.of("qwen2"), "qwen2", true, false, 2, false),
  QWEN3(List.of("qwen3"), "qwen3", false, true, 2, false),
  QWEN3_MOE(List.of("qwen3_moe"), "qwen3moe", false, true, 2, false),
  MIXTRAL(List.of("mixtral"), "", false, false, 2, false),
  GEMMA3(List.of("gemma3_text", "gemma3"), "gemma3", false, true, 4, true),
  GLM4(List.of("glm4"), "", true, false, 4, false),
  INTERNLM3(List.of("internlm3"), "", false, false, 2, false);

  /** Gemma 3 puts one full layer after five sliding ones where the file does not say. */
  static final int GEMMA3_PATTERN = 6;

  private final List<String> modelTypes;
  private final String ggufName;
  private final boolean qkvBias;
  private final boolean qkNorm;
  private final int normsPerLayer;
  private final boolean tiedByDefault;

  Family(
      List<String> modelTypes,
      String ggufName,
      boolean qkvBias,
      boolean qkNorm,
      int normsPerLayer,
      boolean tiedByDefault) {
    this.modelTypes = modelTypes;
    this.ggufName = ggufName;
    this.qkvBias = qkvBias;
    this.qkNorm = qkNorm;
    this.normsPerLayer = normsPerLayer;
    this.tiedByDefault = tiedByDefault;
  }

  /** The family of config.json's {@code model_type}. */
  public static Optional<Family> ofModelType(String modelType) {
    return Arrays.stream(values()).filter(each -> each.modelTypes.contains(modelType)).findFirst();
  }

  /** The family of a GGUF file's {@code general.architecture}; Mistral and Mixtral say llama. */
  public static Optional<Family> ofGguf(String architecture) {
    return Arrays.stream(values())
        .filter(each -> !architecture.isEmpty() && each.ggufName.equals(architecture))
        .findFirst();
  }

  /** Every {@code model_type} that is known, for messages. */
  static List<String> modelTypes() {
    return Arrays.stream(values()).flatMap(each -> each.modelTypes.stream()).toList();
  }

  /** Whether queries, keys and values carry a bias. */
  boolean qkvBias() {
    return qkvBias;
  }

  /** Whether queries and keys are normed by head. */
  boolean qkNorm() {
    return qkNorm;
  }

  int normsPerLayer() {
    return normsPerLayer;
  }

  boolean tiedByDefault() {
    return tiedByDefault;
  }
}
