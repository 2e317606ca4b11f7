package touchstone.deploy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import touchstone.model.ProblemException;

/**
 * What a GGUF file's header says of its shape and its tensors; the tensors themselves need not be
 * there.
 *
 * @param numbers the whole numbers among its settings, e.g. {@code qwen3.block_count}
 * @param names of all tensors
 * @param parameters numbers in all tensors
 * @param bytes of all tensors
 * @param vocabulary rows of the embedding table
 */
public record GgufTensors(
    GgufHeader header,
    Map<String, Long> numbers,
    Set<String> names,
    long parameters,
    long bytes,
    OptionalLong vocabulary) {
  /** Numbers and bytes of a block by ggml's type, from ggml.h and ggml-common.h. */
  private static final Map<Integer, Block> BLOCKS =
      Map.ofEntries(
          Map.entry(0, new Block(1, 4)), // F32
          Map.entry(1, new Block(1, 2)), // F16
          Map.entry(2, new Block(32, 18)), // Q4_0
          Map.entry(3, new Block(32, 20)), // Q4_1
          Map.entry(6, new Block(32, 22)), // Q5_0
          Map.entry(7, new Block(32, 24)), // Q5_1
          Map.entry(8, new Block(32, 34)), // Q8_0
          Map.entry(10, new Block(256, 84)), // Q2_K
          Map.entry(11, new Block(256, 110)), // Q3_K
          Map.entry(12, new Block(256, 144)), // Q4_K
          Map.entry(13, new Block(256, 176)), // Q5_K
          Map.entry(14, new Block(256, 210)), // Q6_K
          Map.entry(20, new Block(32, 18)), // IQ4_NL
          Map.entry(23, new Block(256, 136)), // IQ4_XS
          Map.entry(24, new Block(1, 1)), // I8
          Map.entry(25, new Block(1, 2)), // I16
          Map.entry(26, new Block(1, 4)), // I32
          Map.entry(30, new Block(1, 2)), // BF16
          Map.entry(39, new Block(32, 17))); // MXFP4

  /**
   * How numbers are packed.
   *
   * @param numbers in a block
   * @param bytes of a block
   */
  record Block(int numbers, int bytes) {}

  public GgufTensors {
    numbers = Map.copyOf(numbers);
    names = Set.copyOf(names);
  }

  /**
   * Reads a file's header; no length in it is trusted.
   *
   * @throws ProblemException naming the file and the fault, also where a tensor's type is unknown
   */
  public static GgufTensors read(Path file) {
    return GgufReader.tensors(file);
  }

  static Optional<Block> block(int type) {
    return Optional.ofNullable(BLOCKS.get(type));
  }
}
