package touchstone.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import touchstone.model.Case;
import touchstone.model.Dimension;
import touchstone.model.Suite;

class CaseOrderTest {
  private static final Path ROOT = Path.of(System.getProperty("touchstone.root"));
  private final Suite shop =
      SuiteReader.read(SuiteFolders.find("customer-service-zh", ROOT)).suite();

  @Test
  void holdsEveryCaseOnce() {
    assertThat(CaseOrder.all(shop)).containsExactlyInAnyOrderElementsOf(shop.cases());
    assertThat(CaseOrder.first(shop, 9999)).isEqualTo(CaseOrder.all(shop));
    assertThat(CaseOrder.first(shop, 12)).isEqualTo(CaseOrder.all(shop).subList(0, 12));
  }

  @Test
  void aPrefixSharesItsCasesOutByWhatAnAnswerCosts() {
    Map<Dimension, Double> shares = shares();
    double sum = shares.values().stream().mapToDouble(Double::doubleValue).sum();
    Map<Dimension, Integer> totals = count(shop.cases());
    for (int n = 12; n <= shop.cases().size(); n++) {
      Map<Dimension, Integer> counts = count(CaseOrder.first(shop, n));
      boolean noneRanOut =
          totals.keySet().stream()
              .noneMatch(each -> totals.getOrDefault(each, 0).equals(counts.get(each)));
      for (Dimension dimension : totals.keySet()) {
        double share = noneRanOut ? shares.getOrDefault(dimension, 0.0) / sum * n : 0;
        assertThat(counts.getOrDefault(dimension, 0).doubleValue())
            .as("%s of the first %d", dimension, n)
            .isPositive()
            .isBetween(share - 2, noneRanOut ? share + 2 : totals.getOrDefault(dimension, 0));
      }
    }
  }

  @Test
  void aQuickRunTestsEveryDimensionSeveralTimes() {
    assertThat(count(CaseOrder.first(shop, 24)).values()).allMatch(number -> number >= 3);
  }

  private Map<Dimension, Double> shares() {
    return shop.cases().stream()
        .collect(
            Collectors.groupingBy(
                Case::dimension,
                Collectors.collectingAndThen(
                    Collectors.averagingInt(CaseOrder::cost), turns -> 1 / Math.sqrt(turns))));
  }

  @Test
  void aDisturbedCaseNeverComesBeforeItsTwin() {
    Set<String> seen = new HashSet<>();
    for (Case each : CaseOrder.all(shop)) {
      each.cleanTwin().ifPresent(twin -> assertThat(seen).contains(twin));
      seen.add(each.id());
    }
  }

  @Test
  void doesNotDependOnTheOrderInTheFiles() {
    List<Case> shuffled = new ArrayList<>(shop.cases());
    Collections.shuffle(shuffled, new Random(7));
    assertThat(CaseOrder.all(with(shuffled))).isEqualTo(CaseOrder.all(shop));
  }

  @Test
  void earlyCasesOfADimensionDifferInSkill() {
    for (Dimension dimension : count(shop.cases()).keySet()) {
      List<Case> early =
          CaseOrder.all(shop).stream()
              .filter(each -> each.dimension() == dimension)
              .limit(4)
              .toList();
      assertThat(early.stream().map(Case::skill).distinct().count())
          .as("%s", dimension)
          .isGreaterThan(2);
    }
  }

  @Test
  void conversationsAreSpread() {
    List<Case> all = CaseOrder.all(shop);
    // Where only questions and conversations are left, their shares put one in every 3.6 cases.
    for (int i = 0; i + 3 <= all.size(); i++) {
      assertThat(count(all.subList(i, i + 3)).getOrDefault(Dimension.MEMORY, 0)).isLessThan(2);
    }
    assertThat(CaseOrder.cost(all))
        .isEqualTo(shop.cases().stream().mapToInt(CaseOrder::cost).sum());
  }

  private Suite with(List<Case> cases) {
    return shop.withCases(cases);
  }

  private static Map<Dimension, Integer> count(List<Case> cases) {
    return cases.stream()
        .collect(
            Collectors.toMap(
                Case::dimension, _ -> 1, Integer::sum, () -> new EnumMap<>(Dimension.class)));
  }
}
