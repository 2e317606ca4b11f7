package touchstone.server;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import touchstone.model.Language;
import touchstone.model.Text;
import touchstone.report.PdfPrinter;
import touchstone.report.ReportFiles;
import touchstone.report.ReportFormat;
import touchstone.report.ReportInput;
import touchstone.run.Reporting;
import touchstone.run.RunFiles;
import touchstone.store.RunFolder;
import touchstone.store.ScratchFolder;

/** Reports in the forms that people pass on, made from stored samples when they are asked for. */
final class Exports {
  private final Workplace workplace;

  /** One at a time: each computes the run anew, and a PDF takes a browser. */
  private final ReentrantLock turn = new ReentrantLock();

  Exports(Workplace workplace) {
    this.workplace = workplace;
  }

  void send(RunFolder folder, ServerRequest request, ServerResponse response) {
    ReportFormat format = format(request.path().pathParameters().get("format"));
    byte[] bytes = made(folder, format, language(request.query().first("lang").orElse("zh")));
    response.header("Content-Type", type(format));
    String ending = format.fileName().substring("report".length());
    response.header(
        "Content-Disposition", "attachment; filename=\"report-" + folder.id() + ending + "\"");
    response.send(bytes);
  }

  private static ReportFormat format(String id) {
    return ReportFormat.of(id)
        .orElseThrow(() -> {
          String all = String.join(", ", ReportFormat.ids());
          return new Refusal(
              404,
              new Text("报告没有 " + id + " 这种格式", "No report is written as '" + id + "'"),
              new Text("可用的有：" + all, "Right are: " + all));
        });
  }

  private static Language language(String name) {
    return switch (name) {
      case "zh" -> Language.ZH;
      case "en" -> Language.EN;
      default ->
          throw new Refusal(
              400,
              new Text("lang 应为 zh 或 en", "lang: expected zh or en"),
              new Text("不写就是 zh。", "Without it, zh."));
    };
  }

  private byte[] made(RunFolder folder, ReportFormat format, Language language) {
    turn.lock();
    try (ScratchFolder scratch = ScratchFolder.of("export")) {
      ReportInput input = new Reporting(workplace.versions(), language).input(new RunFiles(folder));
      List<Path> files =
          new ReportFiles(language, new PdfPrinter(workplace::env))
              .write(input, List.of(format), scratch.path());
      return Files.readAllBytes(files.getFirst());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      turn.unlock();
    }
  }

  private static String type(ReportFormat format) {
    return switch (format) {
      case HTML -> "text/html;charset=utf-8";
      case JSON -> "application/json;charset=utf-8";
      case MARKDOWN -> "text/markdown;charset=utf-8";
      case EXCEL -> "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
      case CSV -> "text/csv;charset=utf-8";
      case JUNIT -> "application/xml;charset=utf-8";
      case PDF -> "application/pdf";
    };
  }
}
