package touchstone.imports;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import touchstone.document.YamlText;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;

/**
 * Imports a file as a suite: good rows become cases, each bad row is kept with its place and
 * reason. Rows are streamed; the suite's folder appears whole or not at all. Nothing leaves the
 * machine.
 */
public final class Import {
  private final ImportRequest request;

  private Import(ImportRequest request) {
    this.request = request;
  }

  /**
   * Imports; a file that cannot be read, or whose format is not recognised, is thrown as a problem.
   */
  public static ImportSummary perform(ImportRequest request) {
    return new Import(request).perform();
  }

  private ImportSummary perform() {
    Path out = request.out().toAbsolutePath().normalize();
    if (Files.exists(out)) {
      throw SourceFile.problem(
          request.out(),
          "已经存在，不会覆盖",
          "is there already and is not overwritten",
          "请用 --out 换一个文件夹。",
          "Choose another folder with --out.");
    }
    Path beside = out.resolveSibling("." + out.getFileName() + ".importing");
    try {
      delete(beside);
      Files.createDirectories(beside);
      try {
        return imported(SourceFile.of(request.file()), beside, out);
      } finally {
        delete(beside);
      }
    } catch (IOException e) {
      throw new ProblemException(
          new Problem(
              new Text("导入失败：" + e.getMessage(), "The import failed: " + e.getMessage()),
              new Text("请检查磁盘空间和读写权限。", "Check disk space and permissions.")),
          e);
    }
  }

  private ImportSummary imported(SourceFile source, Path beside, Path out) throws IOException {
    Path list = beside.resolve("rejected.txt");
    try (SuiteWriter writer = new SuiteWriter(beside, request.dimension())) {
      Intake intake = taken(source, writer, list);
      if (intake.badRows() == 0) {
        Files.delete(list);
      }
      boolean any = writer.cases() > 0;
      if (any) {
        finish(writer, intake);
        Files.move(beside, out, StandardCopyOption.ATOMIC_MOVE);
      }
      return intake.summary(source, any ? Optional.of(request.out()) : Optional.empty());
    }
  }

  private Intake taken(SourceFile source, SuiteWriter writer, Path list) throws IOException {
    try (BufferedWriter rejected = Files.newBufferedWriter(list, StandardCharsets.UTF_8)) {
      Intake intake = new Intake(request, writer, rejected);
      new SourceRows(source, request.sheet()).into(intake);
      intake.end();
      return intake;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void finish(SuiteWriter writer, Intake intake) throws IOException {
    String file = YamlText.oneLine(String.valueOf(request.file().getFileName()));
    String format = intake.format().title().en();
    writer.finish(
        SuiteWriter.name(request.out()),
        new Text(
            "导入自 " + file + "（" + request.today() + "）",
            "Imported from " + file + " (" + request.today() + ")"),
        request.today().toString(),
        remarks(file, format, writer));
  }

  private List<String> remarks(String file, String format, SuiteWriter writer) {
    return Stream.concat(
            Stream.of(
                "来源 / source: " + file + " (" + format + "), " + request.today(),
                "许可不明：对外发布之前请先弄清来源的许可。 / licence unknown: find out before you publish it",
                request.keepPersonalData()
                    ? "个人信息没有遮盖，请小心保管。 / personal data is not masked, keep it safe"
                    : "个人信息已按规则遮盖，规则可能漏掉，发布前请再看一遍。 / personal data is masked by rules, which may"
                        + " miss some"),
            writer.ungradedFiles().stream()
                .map(each ->
                    each
                        + "：没有可查的期望，不参加运行；补上 checks 后可写进 cases。 / nothing to check, not run; add"
                        + " checks and list it"))
        .toList();
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }
}
