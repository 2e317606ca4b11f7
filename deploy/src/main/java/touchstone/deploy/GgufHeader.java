package touchstone.deploy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import touchstone.model.ProblemException;

/**
 * What a GGUF file says of itself before its tensors.
 *
 * @param version 2 or 3
 * @param architecture e.g. {@code qwen3}
 * @param name the model's own name
 * @param quantization from {@code general.file_type}, e.g. {@code Q4_K_M}
 * @param contextTokens the context that the model was trained for
 * @param chatTemplate whether the file carries one; a base model does not
 */
public record GgufHeader(
    int version,
    long tensors,
    String architecture,
    Optional<String> name,
    Optional<String> quantization,
    OptionalInt contextTokens,
    boolean chatTemplate) {
  // llama_ftype in llama.h
  private static final Map<Long, String> FILE_TYPES =
      Map.ofEntries(
          Map.entry(0L, "F32"),
          Map.entry(1L, "F16"),
          Map.entry(2L, "Q4_0"),
          Map.entry(3L, "Q4_1"),
          Map.entry(7L, "Q8_0"),
          Map.entry(8L, "Q5_0"),
          Map.entry(9L, "Q5_1"),
          Map.entry(10L, "Q2_K"),
          Map.entry(11L, "Q3_K_S"),
          Map.entry(12L, "Q3_K_M"),
          Map.entry(13L, "Q3_K_L"),
          Map.entry(14L, "Q4_K_S"),
          Map.entry(15L, "Q4_K_M"),
          Map.entry(16L, "Q5_K_S"),
          Map.entry(17L, "Q5_K_M"),
          Map.entry(18L, "Q6_K"),
          Map.entry(19L, "IQ2_XXS"),
          Map.entry(20L, "IQ2_XS"),
          Map.entry(21L, "Q2_K_S"),
          Map.entry(22L, "IQ3_XS"),
          Map.entry(23L, "IQ3_XXS"),
          Map.entry(24L, "IQ1_S"),
          Map.entry(25L, "IQ4_NL"),
          Map.entry(26L, "IQ3_S"),
          Map.entry(27L, "IQ3_M"),
          Map.entry(28L, "IQ2_S"),
          Map.entry(29L, "IQ2_M"),
          Map.entry(30L, "IQ4_XS"),
          Map.entry(31L, "IQ1_M"),
          Map.entry(32L, "BF16"),
          Map.entry(36L, "TQ1_0"),
          Map.entry(37L, "TQ2_0"),
          Map.entry(38L, "MXFP4_MOE"));

  /**
   * Reads a file's header; no length in it is trusted.
   *
   * @throws ProblemException naming the file and the fault where it is no readable GGUF file
   */
  public static GgufHeader read(Path file) {
    return GgufReader.read(file);
  }

  static Optional<String> quantization(long fileType) {
    return Optional.ofNullable(FILE_TYPES.get(fileType));
  }
}
