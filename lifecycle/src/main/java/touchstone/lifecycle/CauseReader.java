package touchstone.lifecycle;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * Tells from an exit status and the last lines of a log why an engine ended. The words are those
 * that vLLM, SGLang, llama.cpp, PyTorch and the CUDA runtime use.
 */
public final class CauseReader {
  private static final int NOT_FOUND = 127;
  private static final int KILLED = 137;

  private static final List<String> MEMORY =
      List.of(
          "out of memory",
          "not enough memory",
          "memory ran out",
          "outofmemoryerror",
          "no available memory for the cache blocks",
          "larger than the available kv cache memory",
          "bad_alloc",
          "failed to allocate",
          "cannot allocate memory");
  private static final List<String> PORT =
      List.of("address already in use", "couldn't bind", "eaddrinuse", "errno 98");
  private static final List<String> CARD =
      List.of(
          "no cuda gpus are available",
          "cuda driver version is insufficient",
          "no cuda-capable device",
          "found no nvidia driver",
          "failed to infer device type");
  private static final List<String> MISSING =
      List.of(
          "no such file or directory",
          "repository not found",
          "gated repo",
          "does not appear to have a file named",
          "is not a valid model identifier",
          "is not a local folder",
          "failed to open gguf",
          "failed to load model");

  private CauseReader() {}

  /**
   * @param ready whether it had answered before
   * @param status the exit status; empty where nobody saw it
   */
  public static Cause read(boolean ready, OptionalInt status, List<String> lastLines) {
    String text = String.join("\n", lastLines).toLowerCase(Locale.ROOT);
    if (says(text, MEMORY) || status.orElse(0) == KILLED) {
      return ready ? Cause.OOM_RUNTIME : Cause.OOM_LOAD;
    }
    if (says(text, PORT)) {
      return Cause.PORT;
    }
    if (says(text, CARD)) {
      return Cause.NO_CAPACITY;
    }
    boolean missing = !ready && says(text, MISSING);
    return missing || status.orElse(0) == NOT_FOUND ? Cause.IMAGE : Cause.CRASH;
  }

  private static boolean says(String text, List<String> words) {
    return words.stream().anyMatch(text::contains);
  }
}
