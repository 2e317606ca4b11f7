package touchstone.report;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import touchstone.model.Exchange;
import touchstone.model.Language;
import touchstone.model.Sample;
import touchstone.verdict.Decision;

/** report.xlsx and report.csv, read back with the libraries that read such files. */
class TableReportsTest {
  private static final int ANSWERS = 24;

  @Test
  void a_workbook_has_every_score_and_every_answer() throws IOException {
    Map<String, List<Row>> sheets = workbook(SampleReports.of(Decision.BETTER), Language.ZH);
    assertThat(sheets.keySet()).containsExactlyInAnyOrder("结论", "维度", "候选", "逐题得分", "逐题回答");
    assertThat(texts(rows(sheets, "结论").get(1))).containsExactly("结论", "✓ 有明确首选");
    Row semantics = rows(sheets, "维度").get(1);
    assertThat(texts(semantics)).startsWith("语义理解", "0.3", "3.0", "更好", "Qwen3-0.6B");
    assertThat(semantics.getCell(5).getType()).isEqualTo(CellType.NUMBER);
    assertThat(rows(sheets, "逐题得分")).hasSize(13);
    Row first = rows(sheets, "逐题得分").get(1);
    assertThat(first.getCell(4).asNumber().doubleValue()).isBetween(1.0, 5.0);
    assertThat(rows(sheets, "逐题回答")).hasSize(1 + ANSWERS);
    assertThat(rows(sheets, "候选").stream().map(each -> each.getCellText(0)))
        .contains("引擎", "5 并发：首字延迟 p50 / p95（毫秒）", "费用");
  }

  @Test
  void a_workbook_speaks_english_too() throws IOException {
    assertThat(workbook(SampleReports.of(Decision.UNDECIDED), Language.EN).keySet())
        .containsExactlyInAnyOrder("Summary", "Dimensions", "Candidates", "Cases", "Answers");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=HYPERLINK(\"http://x.invalid\",\"点我\")",
        "+1+cmd|' /C calc'!A0",
        "-2+3",
        "@SUM(1)",
        "\t=1",
        "\r=1",
        "＝1+1",
      })
  void nothing_that_a_model_says_is_computed(String attack) throws IOException {
    ReportInput input = saying(attack);
    for (Row row : rows(workbook(input, Language.ZH), "逐题回答").subList(1, 1 + ANSWERS)) {
      Cell answer = row.getCell(9);
      assertThat(answer.getType()).isEqualTo(CellType.STRING);
      assertThat(answer.getFormula()).isNull();
    }
    List<CsvRecord> records = csv(input);
    assertThat(records).hasSize(1 + ANSWERS);
    assertThat(records.get(1).getField(9)).isEqualTo("'" + attack);
  }

  @Test
  void what_no_cell_may_hold_is_replaced_or_cut() throws IOException {
    String long_ = "长😀".repeat(20_000);
    assertThat(answer(saying(long_)))
        .hasSizeBetween(SheetText.LONGEST_CELL - 1, SheetText.LONGEST_CELL)
        .startsWith("长😀")
        .endsWith("…");
    assertThat(answer(saying("a\u0000b\u001B[31mc\uFFFEd\uD800e<&>\"'\n]]>😀")))
        .isEqualTo("a\uFFFDb\uFFFD[31mc\uFFFDd\uFFFDe<&>\"'\n]]>😀");
  }

  @Test
  void a_csv_file_has_the_mark_that_excel_needs_and_all_columns() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CsvReport.write(HostileReports.attacking(), Language.ZH, out);
    byte[] bytes = out.toByteArray();
    assertThat(bytes).startsWith(0xEF, 0xBB, 0xBF);
    List<CsvRecord> records = csv(HostileReports.attacking());
    assertThat(records).hasSize(1 + ANSWERS);
    assertThat(records).allSatisfy(each -> assertThat(each.getFieldCount()).isEqualTo(11));
    assertThat(records.getFirst().getFields()).startsWith("题目", "维度");
    assertThat(records.get(1).getField(7)).matches("[1-5](\\.\\d+)?");
  }

  @Test
  void a_large_report_is_written_in_little_memory() throws IOException {
    ReportInput many = HostileReports.many(300);
    assertThat(rows(workbook(many, Language.ZH), "逐题回答")).hasSize(1 + 300 * ANSWERS);
  }

  /** The sample report with one answer for everything. */
  private static ReportInput saying(String answer) {
    ReportInput sound = SampleReports.of(Decision.BETTER);
    List<Sample> samples = new ArrayList<>();
    for (Sample each : sound.samples()) {
      Exchange first = each.exchanges().getFirst();
      Exchange said =
          new Exchange(
              first.user(),
              answer,
              "",
              "stop",
              false,
              first.outcome(),
              "",
              1,
              first.timeline(),
              first.usage());
      samples.add(
          new Sample(
              each.key(),
              each.batch(),
              each.seed(),
              each.system(),
              List.of(said),
              each.outcome(),
              each.startedEpochMillis()));
    }
    return SampleReports.input(sound.evidence(), samples, sound.suites(), sound.recommendation());
  }

  private static String answer(ReportInput input) throws IOException {
    return rows(workbook(input, Language.ZH), "逐题回答").get(1).getCellText(9);
  }

  private static List<CsvRecord> csv(ReportInput input) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CsvReport.write(input, Language.ZH, out);
    String text = out.toString(StandardCharsets.UTF_8);
    assertThat(text).startsWith("\uFEFF");
    try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(text.substring(1))) {
      return reader.stream().toList();
    }
  }

  private static Map<String, List<Row>> workbook(ReportInput input, Language language)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new ExcelReport(input, language).write(out);
    Map<String, List<Row>> sheets = new TreeMap<>();
    try (ReadableWorkbook workbook =
        new ReadableWorkbook(new ByteArrayInputStream(out.toByteArray()))) {
      for (Sheet sheet : workbook.getSheets().toList()) {
        try (Stream<Row> rows = sheet.openStream()) {
          sheets.put(sheet.getName(), rows.toList());
        }
      }
    }
    return sheets;
  }

  private static List<Row> rows(Map<String, List<Row>> sheets, String name) {
    return sheets.getOrDefault(name, List.of());
  }

  private static List<String> texts(Row row) {
    return row.stream().map(Cell::getText).toList();
  }
}
