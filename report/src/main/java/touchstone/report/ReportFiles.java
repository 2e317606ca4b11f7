package touchstone.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import touchstone.model.Language;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;
import touchstone.store.ScratchFolder;

/**
 * Writes a report in the forms that are asked for, each file whole or not at all.
 *
 * @param language of forms that hold one, and the one that HTML opens in
 * @param printer makes the PDF
 */
public record ReportFiles(Language language, PdfPrinter printer) {
  private interface Content {
    void write(OutputStream out) throws IOException;
  }

  /**
   * The files, in the order of the formats.
   *
   * @param folder made where it does not exist
   */
  public List<Path> write(ReportInput input, Collection<ReportFormat> formats, Path folder) {
    List<Path> files = new ArrayList<>();
    for (ReportFormat format : formats) {
      Path file = folder.resolve(format.fileName());
      write(input, format, file);
      files.add(file);
    }
    return files;
  }

  private void write(ReportInput input, ReportFormat format, Path file) {
    switch (format) {
      case HTML -> HtmlReport.write(input, language, file);
      case JSON -> JsonReport.write(input, file);
      case MARKDOWN ->
          whole(
              file,
              out ->
                  out.write(
                      new MarkdownReport(input, language).text().getBytes(StandardCharsets.UTF_8)));
      case EXCEL -> whole(file, out -> new ExcelReport(input, language).write(out));
      case CSV -> whole(file, out -> CsvReport.write(input, language, out));
      case JUNIT -> whole(file, out -> new JunitReport(input, language).write(out));
      case PDF -> print(input, file);
    }
  }

  private void print(ReportInput input, Path file) {
    try (ScratchFolder folder = ScratchFolder.of("print")) {
      Path page = folder.path().resolve(ReportFormat.HTML.fileName());
      HtmlReport.write(input, language, page);
      Path printed = printer.print(page);
      whole(file, out -> Files.copy(printed, out));
    }
  }

  private static void whole(Path file, Content content) {
    Path beside = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try (OutputStream out = Files.newOutputStream(beside)) {
        content.write(out);
      }
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException | UncheckedIOException e) {
      throw new ProblemException(
          new Problem(
              new Text(
                  "写不了 " + file + "：" + e.getMessage(),
                  "Cannot write " + file + ": " + e.getMessage()),
              new Text(
                  "请检查磁盘空间和写入权限，或用 --out 换个文件夹。",
                  "Check disk space and permissions, or name another folder with --out.")),
          e);
    }
  }
}
