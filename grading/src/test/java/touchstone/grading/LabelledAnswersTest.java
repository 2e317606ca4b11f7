package touchstone.grading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import touchstone.grading.LabelledAnswers.Row;
import touchstone.model.Finding;

/** Precision and recall of every grader on the labelled rows, held-out rows apart. */
final class LabelledAnswersTest {
  private final List<Row> rows =
      Stream.concat(LabelledAnswers.keyPoints().stream(), LabelledAnswers.others().stream())
          .toList();

  @Test
  void tunedRowsAreGradedAsLabelled() {
    assertThat(wrong(false)).isEmpty();
  }

  @Test
  void heldOutKeyPointsReachTheBar() {
    var tally = tallies(true).getOrDefault(KeyPointGrader.NAME, new Tally());
    assertThat(tally.rows()).isGreaterThanOrEqualTo(30);
    assertThat(tally.precision()).isGreaterThanOrEqualTo(0.85);
    assertThat(tally.recall()).isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void precisionAndRecallArePrinted() {
    assertThat(rows).hasSizeGreaterThanOrEqualTo(150);
    for (boolean heldOut : List.of(false, true)) {
      System.out.println(
          "labelled rows, " + (heldOut ? "held out" : "tuned on") + ", faults found:");
      tallies(heldOut).forEach((name, tally) -> System.out.printf("  %-14s %s%n", name, tally));
    }
    wrong(true).forEach(line -> System.out.println("  held out, graded wrongly: " + line));
  }

  private Map<String, Tally> tallies(boolean heldOut) {
    var tallies = new TreeMap<String, Tally>();
    for (Row row : rows) {
      if (row.heldOut() == heldOut) {
        Finding finding = finding(row);
        tallies
            .computeIfAbsent(finding.grader(), _ -> new Tally())
            .add(row.fault(), finding.credit() <= 0.5);
      }
    }
    return tallies;
  }

  private List<String> wrong(boolean heldOut) {
    var wrong = new ArrayList<String>();
    for (Row row : rows) {
      Finding finding = finding(row);
      if (row.heldOut() == heldOut && row.fault() != (finding.credit() <= 0.5)) {
        wrong.add(
            "%s %s %s → %.2f “%s” %s"
                .formatted(
                    row.kind(),
                    row.fault() ? "-" : "+",
                    row.answer(),
                    finding.credit(),
                    finding.quote(),
                    finding.note().zh()));
      }
    }
    return wrong;
  }

  private static Finding finding(Row row) {
    return Samples.finding(row.system(), row.question(), row.check(), row.answer());
  }
}
