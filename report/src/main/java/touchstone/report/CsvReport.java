package touchstone.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import touchstone.model.Language;

/** report.csv: every trial a row, in UTF-8 with the mark that Excel knows it by. */
final class CsvReport {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private CsvReport() {}

  static void write(ReportInput input, Language language, OutputStream out) throws IOException {
    OutputStreamWriter writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    writer.write(BYTE_ORDER_MARK);
    CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(writer);
    csv.writeRecord(CaseRow.HEADS.stream().map(each -> each.in(language)).toList());
    CaseRow.all(input, new Transcripts(input), language)
        .forEach(row ->
            csv.writeRecord(
                row.cells().stream()
                    .map(cell -> cell instanceof String text ? SheetText.guarded(text) : "" + cell)
                    .toList()));
    csv.flush();
    writer.flush();
  }
}
