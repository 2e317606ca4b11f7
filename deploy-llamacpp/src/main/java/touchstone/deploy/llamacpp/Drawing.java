package touchstone.deploy.llamacpp;

import java.util.List;
import java.util.Optional;

/**
 * How one answer is drawn and when it ends.
 *
 * @param maxTokens at least 1
 * @param temperature 0 is greedy
 * @param topP nucleus, 1 is off
 * @param topK likeliest tokens to draw from, 0 is all of them
 * @param seed lower 32 bits count
 * @param stops strings that end the answer and are not part of it
 * @param grammar GBNF rules with a {@code root}
 */
record Drawing(
    int maxTokens,
    double temperature,
    double topP,
    int topK,
    long seed,
    List<String> stops,
    double frequencyPenalty,
    double presencePenalty,
    Optional<String> grammar) {
  Drawing {
    stops = List.copyOf(stops);
  }
}
