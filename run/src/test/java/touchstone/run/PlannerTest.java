package touchstone.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import touchstone.document.Document;
import touchstone.model.Suite;
import touchstone.suite.SuiteFolders;
import touchstone.suite.SuiteReader;
import touchstone.verdict.Requirements;

/** How many cases a run takes, by the pace of its candidates. */
class PlannerTest {
  private static final Suite SHOP =
      SuiteReader.read(
              SuiteFolders.find(
                  "customer-service-zh", Path.of(System.getProperty("touchstone.root"))))
          .suite();
  private static final Pace FAST = new Pace(0.01, 0.01);
  private static final Pace SLOW = new Pace(60, 60);

  @Test
  void aQuickRunTakesWhatFitsAndAtLeastTwelve() {
    assertThat(cases("depth: quick", FAST)).isEqualTo(SHOP.cases().size());
    assertThat(cases("depth: quick", SLOW)).isEqualTo(12);
    assertThat(cases("depth: quick", new Pace(2.4, 1.4))).isBetween(13, 80);
  }

  @Test
  void aTimeBudgetTakesAsLittleAsABatch() {
    assertThat(cases("depth: standard\nbudget: {minutes: 2}", SLOW)).isEqualTo(4);
    assertThat(cases("depth: quick\nbudget: {minutes: 2}", SLOW)).isEqualTo(4);
    int two = cases("depth: quick\nbudget: {minutes: 2}", new Pace(2, 0.5));
    assertThat(two).isBetween(5, cases("depth: quick\nbudget: {minutes: 4}", new Pace(2, 0.5)));
  }

  @Test
  void theUsersOwnNumberIsTaken() {
    assertThat(planner("budget: {minutes: 2}", OptionalInt.of(30)).needsPace()).isFalse();
    assertThat(cases("depth: standard", SLOW)).isEqualTo(SHOP.cases().size());
  }

  private static int cases(String settings, Pace pace) {
    return planner(settings, OptionalInt.empty())
        .plan("r", List.of(pace, pace), 10, List.of())
        .suites()
        .stream()
        .mapToInt(suite -> suite.cases().size())
        .sum();
  }

  private static Planner planner(String settings, OptionalInt limit) {
    Lookup anything = new Lookup(_ -> {}, _ -> {});
    Selection selection =
        new SelectionReader(Requirements.DEFAULT, anything)
            .read(
                Document.read(
                    "s.yaml", "candidates: [{model: a-model}, {model: b-model}]\n" + settings),
                Path.of("/home/shop"));
    return new Planner(selection, List.of(SHOP), limit);
  }
}
