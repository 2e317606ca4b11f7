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
import touchstone.model.Text;

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

  /** Refuses prompts that no row of a recording would ask. */
  void checkAsked(BenchWords words, BenchReplay replay) {
    if (prompts != null && replay.file().format().counted()) {
      throw words.excluded(
          "--prompts",
          "--trace-replay",
          new Text(
              "%s 的记录每行都有 token 数，提示词按它生成；去掉 --prompts。".formatted(replay.file().format().word()),
              "Every row of %s has token counts, and prompts are made to fit them; leave --prompts out."
                  .formatted(replay.file().format().word())));
    }
  }

  /** One request a prompt. */
  List<ChatRequest> requests(BenchWords words) {
    Sampling sampling = sampling(words);
    return words.prompts(prompts).stream()
        .map(each -> new ChatRequest(List.of(Message.user(each)), sampling, seed, Optional.empty()))
        .toList();
  }
}
