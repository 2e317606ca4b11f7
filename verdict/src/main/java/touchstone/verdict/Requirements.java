package touchstone.verdict;

import java.util.List;
import java.util.Map;
import touchstone.model.Dimension;
import touchstone.model.Slo;

/**
 * What the user wants, declared before the run.
 *
 * @param weights of the dimensions in the overall score, at least 0, not all 0
 * @param floors least score (1 to 5) that a candidate needs in a dimension
 * @param margin difference on the 1–5 scale below which two candidates count as equivalent
 * @param dailyConversations for the price a month
 * @param currency ISO 4217, e.g. CNY
 */
public record Requirements(
    Map<Dimension, Double> weights,
    Map<Dimension, Double> floors,
    double margin,
    List<Slo> slos,
    int dailyConversations,
    String currency) {
  public Requirements {
    weights = Map.copyOf(weights);
    floors = Map.copyOf(floors);
    slos = List.copyOf(slos);
  }
}
