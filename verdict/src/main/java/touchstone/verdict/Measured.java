package touchstone.verdict;

import java.util.Map;
import touchstone.model.Text;
import touchstone.statistics.Inference;

/**
 * Candidates on one score of 1 to 5.
 *
 * @param scores by candidate id in the selection's order; who has no data is absent
 * @param differences a − b of each pair that has data in common, in the selection's order
 * @param rule how the score comes about
 */
record Measured(Map<String, Inference> scores, Map<PairKey, Inference> differences, Text rule) {

  /** Two candidates, the first of the selection first. */
  record PairKey(String a, String b) {}

  boolean has(String candidate) {
    return scores.containsKey(candidate);
  }

  double score(String candidate) {
    Inference score = scores.get(candidate);
    if (score == null) {
      throw new IllegalArgumentException("no score of candidate " + candidate);
    }
    return score.value();
  }
}
