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
  /**
   * What holds where the user says nothing. A service bot lives by understanding and by remembering
   * what was said, so these two weigh half; below 3 (“mostly right”) an answer needs a person to
   * mend it. Speed has the lower floor of 2, because slow hardware can be changed and a model
   * cannot: 2 is four times the limit.
   */
  public static final Requirements DEFAULT =
      new Requirements(
          Map.of(
              Dimension.SEMANTICS, 0.30,
              Dimension.SPEED, 0.15,
              Dimension.MEMORY, 0.20,
              Dimension.EXPRESSION, 0.15,
              Dimension.ROBUSTNESS, 0.15,
              Dimension.COST, 0.05),
          Map.of(
              Dimension.SEMANTICS, 3.0,
              Dimension.SPEED, 2.0,
              Dimension.MEMORY, 3.0,
              Dimension.EXPRESSION, 3.0,
              Dimension.ROBUSTNESS, 3.0),
          0.2,
          List.of(),
          1000,
          "CNY");

  public Requirements {
    weights = Map.copyOf(weights);
    floors = Map.copyOf(floors);
    slos = List.copyOf(slos);
  }

  /** The weight of a dimension, 0 where none is declared. */
  public double weight(Dimension dimension) {
    return weights.getOrDefault(dimension, 0.0);
  }

  /** The floor of a dimension, 1 (which nothing misses) where none is declared. */
  public double floor(Dimension dimension) {
    return floors.getOrDefault(dimension, 1.0);
  }
}
