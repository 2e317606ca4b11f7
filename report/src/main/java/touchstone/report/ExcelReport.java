package touchstone.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalDouble;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import touchstone.model.Candidate;
import touchstone.model.Language;
import touchstone.model.Text;
import touchstone.statistics.Estimate;
import touchstone.verdict.Evidence;
import touchstone.verdict.Recommendation;

/**
 * report.xlsx: the answer, dimensions, candidates, scores case by case, and every answer with its
 * evidence. Words are text cells, so that nothing a model said is ever computed.
 */
final class ExcelReport {
  /** Rows that are held in memory before they go out. */
  private static final int FLUSH = 500;

  private static final int WIDEST = 60;
  private static final int NARROWEST = 10;

  private final ReportInput input;
  private final Language language;
  private final Transcripts transcripts;

  ExcelReport(ReportInput input, Language language) {
    this.input = input;
    this.language = language;
    this.transcripts = new Transcripts(input);
  }

  void write(OutputStream out) throws IOException {
    try (Workbook workbook = new Workbook(out, "Touchstone", null)) {
      sheet(workbook, new Text("结论", "Summary"), List.of(22, 100), summary());
      sheet(workbook, new Text("维度", "Dimensions"), List.of(), dimensions());
      sheet(workbook, new Text("候选", "Candidates"), List.of(), candidates());
      sheet(workbook, new Text("逐题得分", "Cases"), List.of(40, 14, 16, WIDEST), cases());
      sheet(
          workbook,
          new Text("逐题回答", "Answers"),
          List.of(40, 14, 16, 10, 24, 8, 12, 12, WIDEST, WIDEST, WIDEST),
          answers());
    }
  }

  private void sheet(
      Workbook workbook, Text name, List<Integer> widths, Iterator<List<Object>> rows) {
    Worksheet sheet = workbook.newWorksheet(name.in(language));
    sheet.freezePane(0, 1);
    for (int column = 0; column < widths.size(); column++) {
      sheet.width(column, widths.get(column));
    }
    int row = 0;
    try {
      while (rows.hasNext() && row < Worksheet.MAX_ROWS) {
        List<Object> cells = rows.next();
        for (int column = 0; column < cells.size(); column++) {
          put(sheet, row, column, cells.get(column));
          if (row == 0) {
            head(sheet, column, widths, cells.get(column));
          }
        }
        row++;
        if (row % FLUSH == 0) {
          sheet.flush();
        }
      }
      sheet.finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void head(Worksheet sheet, int column, List<Integer> widths, Object head) {
    sheet.style(0, column).bold().set();
    if (column >= widths.size()) {
      int width = Columns.width(String.valueOf(head)) + 2;
      sheet.width(column, Math.clamp(width, NARROWEST, WIDEST));
    }
  }

  private static void put(Worksheet sheet, int row, int column, Object cell) {
    if (cell instanceof Number number) {
      sheet.value(row, column, number);
    } else {
      sheet.inlineString(row, column, SheetText.cell(String.valueOf(cell)));
    }
  }

  private Iterator<List<Object>> summary() {
    Recommendation given = input.recommendation();
    List<List<Object>> rows = new ArrayList<>();
    rows.add(List.of(words("运行", "Run"), input.run().name()));
    rows.add(List.of(words("结论", "Verdict"), Headline.badge(given.decision()).in(language)));
    rows.add(List.of(words("建议", "Recommendation"), given.sentence().in(language)));
    given.why().forEach(each -> rows.add(List.of(words("为什么", "Why"), each.in(language))));
    rows.add(List.of(words("有多大把握", "How sure"), given.certainty().in(language)));
    given
        .wouldChange()
        .forEach(
            each -> rows.add(List.of(words("什么会改变结论", "What would change it"), each.in(language))));
    given
        .caveats()
        .forEach(each ->
            rows.add(List.of(words("使用前请注意", "Before you rely on it"), each.text().in(language))));
    rows.add(List.of(words("开始", "Started"), input.run().started()));
    rows.add(List.of(words("结束", "Finished"), input.run().finished()));
    ReportInput.sorted(input.versions())
        .forEach(each ->
            rows.add(List.of(words("版本 ", "Version of ") + each.getKey(), each.getValue())));
    return rows.iterator();
  }

  private Iterator<List<Object>> dimensions() {
    List<List<Object>> rows = new ArrayList<>();
    List<Object> head =
        new ArrayList<>(
            List.of(
                words("维度", "Dimension"),
                words("权重", "Weight"),
                words("底线", "Floor"),
                words("结论", "Verdict"),
                words("更好的", "Best")));
    for (Candidate each : input.candidates()) {
      head.addAll(
          List.of(each.label(), words("95% 下限", "95% from"), words("95% 上限", "95% to"), "n"));
    }
    rows.add(head);
    for (Recommendation.OfDimension each : input.recommendation().dimensions()) {
      rows.add(
          dimension(
              each.dimension().title().in(language), each.weight(), each.floor(), each.compared()));
    }
    rows.add(dimension(words("总分", "Overall"), "", "", input.recommendation().overall()));
    return rows.iterator();
  }

  private List<Object> dimension(
      String title, Object weight, Object floor, Recommendation.Compared compared) {
    List<Object> row = new ArrayList<>(List.of(title, weight, floor));
    row.add(compared.decision().title().in(language));
    row.add(compared.best().map(input::label).orElse(""));
    for (Candidate each : input.candidates()) {
      Estimate score = compared.scores().get(each.id());
      row.addAll(
          score == null
              ? List.of("", "", "", "")
              : List.of(
                  number(score.value()), number(score.low()), number(score.high()), score.n()));
    }
    return row;
  }

  private Iterator<List<Object>> candidates() {
    List<List<Object>> rows = new ArrayList<>();
    List<Object> head = new ArrayList<>(List.of(words("项目", "Item")));
    input.candidates().forEach(each -> head.add(each.label()));
    rows.add(head);
    for (CandidateFact fact : CandidateFact.all(input)) {
      List<Object> row = new ArrayList<>(List.of(fact.title().in(language)));
      for (Evidence.OfCandidate each : input.evidence().candidates()) {
        row.add(fact.of().apply(each).in(language));
      }
      rows.add(row);
    }
    return rows.iterator();
  }

  private Iterator<List<Object>> cases() {
    List<Object> head =
        new ArrayList<>(
            List.of(
                words("题目", "Case"),
                words("维度", "Dimension"),
                words("技能", "Skill"),
                words("顾客说", "Customer")));
    input.candidates().forEach(each -> head.add(each.label()));
    head.add(words("相差", "Difference"));
    return java.util.stream.Stream.concat(
            java.util.stream.Stream.of(head), transcripts.all().stream().map(this::scores))
        .iterator();
  }

  private List<Object> scores(Transcripts.OfCase test) {
    List<Object> row = new ArrayList<>();
    row.add(test.id());
    row.add(test.dimension().title().in(language));
    row.add(test.worded().map(each -> each.skill().in(language)).orElse(""));
    row.add(test.text().map(each -> each.turns().getLast().user()).orElse(""));
    for (Candidate each : input.candidates()) {
      OptionalDouble score = test.score(each.id());
      row.add(score.isPresent() ? number(score.getAsDouble()) : "");
    }
    row.add(number(test.difference()));
    return row;
  }

  private Iterator<List<Object>> answers() {
    List<Object> head = new ArrayList<>();
    CaseRow.HEADS.forEach(each -> head.add(each.in(language)));
    return java.util.stream.Stream.concat(
            java.util.stream.Stream.of(head),
            CaseRow.all(input, transcripts, language).map(CaseRow::cells))
        .iterator();
  }

  /** Four decimals, as report.json has; empty for a number that does not exist. */
  private static Object number(double value) {
    return Double.isFinite(value) ? Math.round(value * 10_000) / 1e4 : "";
  }

  private String words(String zh, String en) {
    return new Text(zh, en).in(language);
  }
}
