package touchstone.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import touchstone.model.Dimension;
import touchstone.statistics.Estimate;
import touchstone.statistics.Inference;

/**
 * A floor that a candidate misses.
 *
 * @param sure the whole interval lies below the floor
 * @param whateverIsMissing it would stay below if every missing case scored 5
 */
record Shortfall(
    String candidate,
    Dimension dimension,
    Estimate score,
    double floor,
    boolean sure,
    boolean whateverIsMissing) {

  double gap() {
    return floor - score.value();
  }

  /** All of them, the widest gap of each candidate first. */
  static List<Shortfall> of(
      Requirements requirements, Map<Dimension, Measured> dimensions, Completeness completeness) {
    List<Shortfall> shortfalls = new ArrayList<>();
    dimensions.forEach((dimension, measured) ->
        measured
            .scores()
            .forEach((id, score) -> {
              double floor = requirements.floor(dimension);
              if (score.value() < floor) {
                shortfalls.add(of(id, dimension, score, floor, completeness));
              }
            }));
    shortfalls.sort((one, two) -> Double.compare(two.gap(), one.gap()));
    return List.copyOf(shortfalls);
  }

  private static Shortfall of(
      String id, Dimension dimension, Inference score, double floor, Completeness completeness) {
    Estimate estimate = Family.within(score.estimate(1 - Family.ALPHA), 1, 5);
    int missing = dimension.graded() ? completeness.missing(id) : 0;
    double best = (score.value() * score.n() + 5.0 * missing) / (score.n() + missing);
    return new Shortfall(id, dimension, estimate, floor, estimate.high() < floor, best < floor);
  }
}
