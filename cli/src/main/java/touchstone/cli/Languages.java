package touchstone.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import touchstone.model.Language;

/**
 * Which language to speak: {@code --lang}, else English where the environment says so, else
 * Chinese.
 */
final class Languages {
  private Languages() {}

  static Language of(String[] args, @Nullable String environment) {
    return argument(args)
        .map(word -> word.equals("en") ? Language.EN : Language.ZH)
        .orElse(environment != null && environment.startsWith("en") ? Language.EN : Language.ZH);
  }

  private static Optional<String> argument(String[] args) {
    for (int i = 0; i < args.length; i++) {
      if (args[i].startsWith("--lang=")) {
        return Optional.of(args[i].substring("--lang=".length()));
      }
      if (args[i].equals("--lang") && i + 1 < args.length) {
        return Optional.of(args[i + 1]);
      }
    }
    return Optional.empty();
  }
}
