package touchstone.suite;

import java.util.List;
import java.util.Optional;
import touchstone.model.Problem;
import touchstone.model.Suite;

/**
 * What a suite's files gave: the good cases, and one problem for each bad one.
 *
 * @param badCases each names file, line, column, value and expectation
 * @param shop the shop profile, where the suite has one
 */
public record SuiteReading(Suite suite, List<Problem> badCases, Optional<ShopUse> shop) {
  public SuiteReading {
    badCases = List.copyOf(badCases);
  }
}
