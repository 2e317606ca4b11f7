package touchstone.deploy.llamacpp;

import java.util.OptionalLong;

/**
 * Bytes that a model needs, term by term.
 *
 * @param weights the file's size: it is mapped, and the parts that are repacked are let go
 * @param context key-value memory of all sequences
 * @param work buffers for computing and the process itself
 */
record MemoryNeed(long weights, long context, long work) {
  private static final long WORK = 400L << 20;

  static MemoryNeed of(GgufFile file, int sequences, int contextTokens) {
    long context = file.bytesPerToken() * sequences * contextTokens;
    return new MemoryNeed(file.bytes(), context, Math.min(WORK, file.bytes() + (64L << 20)));
  }

  long total() {
    return weights + context + work;
  }

  /**
   * @throws touchstone.model.ProblemException showing every term where it does not fit
   */
  void check(OptionalLong available) {
    if (available.isPresent() && available.getAsLong() < total()) {
      String terms =
          "weights %.2f + context %.2f + work %.2f"
              .formatted(gib(weights), gib(context), gib(work));
      throw EngineProblems.noMemory(total(), available.getAsLong(), terms);
    }
  }

  private static double gib(long bytes) {
    return bytes / (double) (1 << 30);
  }
}
