package touchstone.model;

import java.util.OptionalDouble;

/**
 * How tokens are drawn.
 *
 * @param maxTokens cap on the answer, at least 1
 * @param temperature 0 is greedy
 * @param topP nucleus, left to the server where absent
 */
public record Sampling(int maxTokens, double temperature, OptionalDouble topP) {
  public Sampling {
    if (maxTokens < 1 || !(temperature >= 0)) {
      throw new IllegalArgumentException(
          "maxTokens %d, temperature %s: expected at least 1 and at least 0"
              .formatted(maxTokens, temperature));
    }
  }
}
