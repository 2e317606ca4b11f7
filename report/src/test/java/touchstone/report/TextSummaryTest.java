package touchstone.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import touchstone.model.Language;
import touchstone.verdict.Decision;

class TextSummaryTest {
  private static final Path REPORT = Path.of("runs", "a", "report.html");

  @ParameterizedTest
  @EnumSource(Decision.class)
  void fitsTheTerminal(Decision decision) {
    for (Language language : Language.values()) {
      for (int width : List.of(80, 100, 160)) {
        List<String> lines =
            TextSummary.lines(SampleReports.of(decision, 3), language, width, false, REPORT);
        assertThat(lines)
            .allSatisfy(line -> assertThat(Columns.width(line)).isLessThanOrEqualTo(width));
        assertThat(String.join("\n", lines))
            .contains(decision.title().in(language), REPORT.toString())
            .doesNotContain("\u001B");
      }
    }
  }

  @Test
  void coloursOnlyAddToThePlainText() {
    ReportInput input = SampleReports.of(Decision.NONE_GOOD_ENOUGH);
    String coloured = String.join("\n", TextSummary.lines(input, Language.ZH, 80, true, REPORT));
    String plain = String.join("\n", TextSummary.lines(input, Language.ZH, 80, false, REPORT));
    assertThat(coloured).contains("\u001B[31;1m");
    assertThat(coloured.replaceAll("\u001B\\[[0-9;]*m", "")).isEqualTo(plain);
  }

  @ParameterizedTest
  @CsvSource({"abc, 3", "语义理解, 8", "Qwen 模型, 9", "e\u0301, 1", "😀, 2", "“好”, 4"})
  void aChineseCharacterTakesTwoColumns(String text, int columns) {
    assertThat(Columns.width(text)).isEqualTo(columns);
  }

  @ParameterizedTest
  @CsvSource({
    "先不要用：语义理解, 8, 先不要|用：语义|理解",
    "take the first one, 9, take the|first one",
    "好的，没问题, 4, 好|的，|没问|题",
    "参数Q4_K_M）。好, 12, 参数|Q4_K_M）。好"
  })
  void linesBreakWhereAReaderWould(String text, int columns, String lines) {
    assertThat(Columns.wrap(text, columns)).containsExactly(lines.split("\\|"));
  }

  @Test
  void aLabelCannotSteerTheTerminal() {
    assertThat(Columns.tame("a\u001B[2Jb\u202Ec\nd")).isEqualTo("a\uFFFD[2Jb\uFFFDc d");
  }
}
