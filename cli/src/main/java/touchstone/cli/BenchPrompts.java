package touchstone.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import touchstone.model.ChatRequest;
import touchstone.model.Message;
import touchstone.model.Sampling;

/** The options of {@code touchstone bench} that say what is asked. */
final class BenchPrompts {
  private static final int USUAL_TOKENS = 128;

  @Option(names = "--max-tokens", paramLabel = "N")
  private @Nullable Integer maxTokens;

  @Option(names = "--seed", paramLabel = "N")
  private long seed = 1;

  @Option(names = "--prompts", paramLabel = "FILE")
  private @Nullable Path prompts;

  long seed() {
    return seed;
  }

  /** {@code --max-tokens} where it was given. */
  OptionalInt most(BenchWords words) {
    return maxTokens == null
        ? OptionalInt.empty()
        : OptionalInt.of(words.atLeast("--max-tokens", maxTokens, 1));
  }

  Sampling sampling(BenchWords words) {
    return new Sampling(most(words).orElse(USUAL_TOKENS), 0, OptionalDouble.empty());
  }

  /** One request a prompt. */
  List<ChatRequest> requests(BenchWords words) {
    Sampling sampling = sampling(words);
    return words.prompts(prompts).stream()
        .map(each -> new ChatRequest(List.of(Message.user(each)), sampling, seed, Optional.empty()))
        .toList();
  }
}
