package touchstone.suite;

import java.util.List;
import java.util.Optional;
import touchstone.model.Case;
import touchstone.model.Problem;
import touchstone.model.Suite;

/**
 * What a suite's files gave: the good cases, and one problem for each bad one.
 *
 * @param suite with the cases that take part in runs
 * @param drafts good cases that nobody has accepted yet
 * @param dropped how many drafts were thrown away
 * @param badCases each names file, line, column, value and expectation
 * @param shop the shop profile, where the suite has one
 */
public record SuiteReading(
    Suite suite, List<Case> drafts, int dropped, List<Problem> badCases, Optional<ShopUse> shop) {
  public SuiteReading {
    drafts = List.copyOf(drafts);
    badCases = List.copyOf(badCases);
  }
}
