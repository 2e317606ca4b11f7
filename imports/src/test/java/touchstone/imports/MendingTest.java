package touchstone.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import touchstone.model.Case;
import touchstone.suite.SuiteReader;

/** Rows that somebody mends beside the file. */
class MendingTest {
  @TempDir Path path;

  private ImportSummary imported(Path file, String suite, Map<String, Map<String, String>> mended) {
    return Import.perform(
        new ImportRequest(
            file,
            Optional.empty(),
            path.resolve(suite),
            Optional.empty(),
            Optional.empty(),
            false,
            LocalDate.of(2026, 11, 25),
            mended));
  }

  @Test
  void a_bad_row_shows_its_cells_and_is_taken_once_they_are_mended() throws IOException {
    Path file = new Folder(path).file("faq.csv", "问题,答案\n几天能退,7天\n,59元\n");
    ImportSummary.Bad bad = imported(file, "suite", Map.of()).firstBad().getFirst();
    assertThat(bad.place()).isEqualTo("3");
    assertThat(bad.cells()).containsExactly(Map.entry("问题", ""), Map.entry("答案", "59元"));
    ImportSummary summary = imported(file, "mended", Map.of("3", Map.of("问题", "多少钱包邮")));
    assertThat(summary.badRows()).isZero();
    assertThat(summary.graded()).isEqualTo(2);
    Case asked = SuiteReader.read(path.resolve("mended")).suite().cases().getLast();
    assertThat(asked.turns().getFirst().user()).isEqualTo("多少钱包邮");
    assertThat(Folder.score(asked, "满59元包邮")).isEqualTo(5);
  }

  @Test
  void a_row_with_too_many_cells_can_be_written_anew() throws IOException {
    Path file = new Folder(path).file("faq.csv", "问题,答案\n几天能退,7天,多余\n");
    ImportSummary summary = imported(file, "suite", Map.of("2", Map.of("问题", "几天能退", "答案", "7天")));
    assertThat(summary.badRows()).isZero();
    assertThat(summary.graded()).isEqualTo(1);
  }

  @Test
  void what_is_mended_wrongly_is_bad_again_and_personal_data_in_it_is_masked() throws IOException {
    Path file = new Folder(path).file("faq.csv", "问题,答案\n几天能退,7天\n,59元\n,3天\n");
    ImportSummary summary =
        imported(
            file,
            "suite",
            Map.of("3", Map.of("问题", " "), "4", Map.of("问题", "我的电话是13800138000，几天到")));
    assertThat(summary.firstBad()).extracting(ImportSummary.Bad::place).containsExactly("3");
    assertThat(new Folder(path).text("cases.yaml")).doesNotContain("13800138000").contains("几天到");
  }
}
