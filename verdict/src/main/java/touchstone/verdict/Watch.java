package touchstone.verdict;

import java.util.List;
import java.util.Map;
import java.util.Set;
import touchstone.model.Dimension;

/**
 * How a watched run takes its cases: in units that count once each, in an order that is fixed
 * before the first answer. It may end after any of them.
 *
 * @param units in their order
 * @param trials of each case
 * @param pairs of candidates that the run compares in all
 * @param settled dimensions in which nothing was open any more, so that the candidate was put no
 *     further cases, by its id
 */
public record Watch(List<Unit> units, int trials, int pairs, Map<String, Set<Dimension>> settled) {
  public Watch {
    units = List.copyOf(units);
    settled = Map.copyOf(settled);
  }

  /**
   * Cases that belong together: variants of one situation.
   *
   * @param cases as grades name them
   */
  public record Unit(Dimension dimension, List<String> cases) {
    public Unit {
      cases = List.copyOf(cases);
    }
  }

  List<Unit> of(Dimension dimension) {
    return units.stream().filter(each -> each.dimension() == dimension).toList();
  }

  /** Comparisons that are decided together: graded dimensions × pairs. */
  int comparisons() {
    return pairs * (int) units.stream().map(Unit::dimension).distinct().count();
  }

  /** Dimensions in which a candidate was put no further cases. */
  Set<Dimension> settledFor(String candidate) {
    return settled.getOrDefault(candidate, Set.of());
  }
}
