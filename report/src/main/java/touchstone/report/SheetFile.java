package touchstone.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;

/**
 * A table for a person to fill in, as .xlsx or .csv by its name: text cells only, long ones
 * wrapped, nothing that a spreadsheet would compute, UTF-8 with the mark that Excel knows it by.
 *
 * @param title of the sheet
 * @param columns their names and widths
 * @param rows as many cells as columns
 * @param choice the column that is filled in, where only some words are right there
 * @param words the right ones
 */
public record SheetFile(
    String title,
    List<Column> columns,
    List<List<String>> rows,
    OptionalInt choice,
    List<String> words) {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  public SheetFile {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    words = List.copyOf(words);
  }

  /**
   * A column.
   *
   * @param width in characters
   */
  public record Column(String name, int width) {}

  /** Whether a file's name says which of the two forms it is in. */
  public static boolean named(Path file) {
    String name = name(file);
    return name.endsWith(".xlsx") || name.endsWith(".csv");
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
  }

  /** Writes the table; the file appears whole or not at all, and none is overwritten. */
  public void write(Path file) {
    Path out = file.toAbsolutePath();
    Path beside = out.resolveSibling("." + out.getFileName() + ".new");
    try {
      if (Files.exists(out)) {
        throw new ProblemException(
            new Problem(
                new Text(file + " 已经存在，不会覆盖", file + " is there already and is not overwritten"),
                new Text("请换一个文件名。", "Choose another name.")));
      }
      try (OutputStream stream = Files.newOutputStream(beside)) {
        if (name(file).endsWith(".csv")) {
          csv(stream);
        } else {
          excel(stream);
        }
      }
      Files.move(beside, out, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new ProblemException(
          new Problem(
              new Text("写不了 " + file + "：" + e, "Cannot write " + file + ": " + e),
              new Text("请检查磁盘空间和写权限。", "Check disk space and that you may write.")),
          e);
    }
  }

  private void csv(OutputStream out) throws IOException {
    OutputStreamWriter writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    writer.write(BYTE_ORDER_MARK);
    CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(writer);
    csv.writeRecord(columns.stream().map(Column::name).toList());
    rows.forEach(row -> csv.writeRecord(row.stream().map(SheetText::guarded).toList()));
    csv.flush();
    writer.flush();
  }

  private void excel(OutputStream out) throws IOException {
    try (Workbook workbook = new Workbook(out, "Touchstone", null)) {
      Worksheet sheet = workbook.newWorksheet(title);
      sheet.freezePane(0, 1);
      for (int column = 0; column < columns.size(); column++) {
        sheet.width(column, columns.get(column).width());
        sheet.inlineString(0, column, SheetText.cell(columns.get(column).name()));
        sheet.style(0, column).bold().set();
      }
      for (int row = 0; row < rows.size(); row++) {
        for (int column = 0; column < columns.size(); column++) {
          sheet.inlineString(row + 1, column, SheetText.cell(rows.get(row).get(column)));
          sheet.style(row + 1, column).wrapText(true).verticalAlignment("top").set();
        }
      }
      if (choice.isPresent() && !rows.isEmpty()) {
        sheet
            .range(1, choice.getAsInt(), rows.size(), choice.getAsInt())
            .validateWithListByFormula("\"" + String.join(",", words) + "\"");
      }
      sheet.finish();
    }
  }
}
