package touchstone.endpoint;

import java.util.Locale;
import java.util.Optional;

/** Which optional fields a server takes, as far as it has complained; remembered per endpoint. */
record Dialect(boolean streamOptions, boolean seed, String maxTokens) {
  static final Dialect FULL = new Dialect(true, true, "max_tokens");

  /** What to try next after a refusal that names a field; empty if nothing is left to leave out. */
  Optional<Dialect> without(int status, String complaint) {
    String words = complaint.toLowerCase(Locale.ROOT);
    if (status != 400 && status != 422) {
      return Optional.empty();
    }
    if (streamOptions && (words.contains("stream_options") || words.contains("include_usage"))) {
      return Optional.of(new Dialect(false, seed, maxTokens));
    }
    if (seed && words.matches("(?s).*\\bseed\\b.*")) {
      return Optional.of(new Dialect(streamOptions, false, maxTokens));
    }
    if (maxTokens.equals("max_tokens") && words.contains("max_completion_tokens")) {
      return Optional.of(new Dialect(streamOptions, seed, "max_completion_tokens"));
    }
    return Optional.empty();
  }
}
