package touchstone.imports;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Sheet;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;

/** Reads one sheet of an Excel workbook (.xlsx) whose first row that is not empty is the header. */
final class ExcelRows {
  private static final int MOST_COLUMNS = 1_000;

  private ExcelRows() {}

  /**
   * Reads the sheet.
   *
   * @param name of the sheet or its number, 1 for the first; the first where absent
   */
  static void read(Path file, Optional<String> name, RowSink sink) throws IOException {
    WorkbookGuard.check(file, WorkbookGuard.Kind.WORKBOOK);
    try (ReadableWorkbook workbook = new ReadableWorkbook(file.toFile())) {
      Sheet sheet = sheet(workbook, name, file);
      try (Stream<org.dhatim.fastexcel.reader.Row> rows = sheet.openStream()) {
        read(sheet.getName(), rows.iterator(), sink);
      }
    } catch (ProblemException e) {
      throw e;
    } catch (RuntimeException e) {
      throw broken(file, e);
    }
  }

  /** The same for every sheet of a workbook, or the one that is named. */
  static void readAll(Path file, Optional<String> name, RowSink sink) throws IOException {
    if (name.isPresent()) {
      read(file, name, sink);
      return;
    }
    WorkbookGuard.check(file, WorkbookGuard.Kind.WORKBOOK);
    try (ReadableWorkbook workbook = new ReadableWorkbook(file.toFile())) {
      for (Sheet sheet : workbook.getSheets().toList()) {
        try (Stream<org.dhatim.fastexcel.reader.Row> rows = sheet.openStream()) {
          read(sheet.getName(), rows.iterator(), sink);
        }
      }
    } catch (ProblemException e) {
      throw e;
    } catch (RuntimeException e) {
      throw broken(file, e);
    }
  }

  private static void read(
      String sheet, Iterator<org.dhatim.fastexcel.reader.Row> rows, RowSink sink) {
    Optional<Header> header = Optional.empty();
    while (rows.hasNext()) {
      org.dhatim.fastexcel.reader.Row row = rows.next();
      List<String> cells = cells(row);
      if (cells.stream().allMatch(String::isBlank)) {
        continue;
      }
      if (header.isEmpty()) {
        header = Optional.of(new Header(cells));
      } else {
        header.get().row(sheet + "!" + row.getRowNum(), cells, sink);
      }
    }
  }

  private static List<String> cells(org.dhatim.fastexcel.reader.Row row) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < Math.min(row.getCellCount(), MOST_COLUMNS); i++) {
      cells.add(row.getOptionalCell(i).map(ExcelRows::text).orElse(""));
    }
    return cells;
  }

  /** Numbers in full, without the exponent that long ones are stored with. */
  private static String text(Cell cell) {
    if (cell.getType() == CellType.NUMBER) {
      return cell.asNumber().stripTrailingZeros().toPlainString();
    }
    return cell.getText();
  }

  private static Sheet sheet(ReadableWorkbook workbook, Optional<String> name, Path file) {
    List<Sheet> sheets = workbook.getSheets().toList();
    if (name.isEmpty() && !sheets.isEmpty()) {
      return sheets.getFirst();
    }
    for (Sheet each : sheets) {
      if (each.getName().equals(name.orElse(""))
          || String.valueOf(each.getIndex() + 1).equals(name.orElse(""))) {
        return each;
      }
    }
    String all = String.join(", ", sheets.stream().map(Sheet::getName).toList());
    throw new ProblemException(
        new Problem(
            new Text(
                file + " 里没有工作表“" + name.orElse("") + "”，有：" + all,
                file + " has no sheet '" + name.orElse("") + "'; it has: " + all),
            new Text("请用 --sheet 写其中一个的名字或序号。", "Name one of them with --sheet, or its number.")));
  }

  static ProblemException broken(Path file, Exception e) {
    return new ProblemException(
        new Problem(
            new Text(
                file + " 不是能读的 Excel 文件（" + WorkbookGuard.reason(e) + "）",
                file + " cannot be read as Excel (" + WorkbookGuard.reason(e) + ")"),
            new Text(
                "请用 Excel 或 WPS 打开，另存为 .xlsx 或 CSV 再试。",
                "Open it in Excel or WPS and save it as .xlsx or CSV.")),
        e);
  }
}
