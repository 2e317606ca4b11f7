package touchstone.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import touchstone.model.Language;
import touchstone.model.ProblemException;
import touchstone.verdict.Decision;

@Timeout(120)
class PdfPrinterTest {
  @TempDir Path folder;

  @Test
  void a_browser_is_given_the_whole_page_and_its_file_is_kept() throws IOException {
    Path browser =
        script(
            "browser",
            "for each; do",
            "  case $each in",
            "    --print-to-pdf=*) out=${each#*=} ;;",
            "    file://*) page=${each#file://} ;;",
            "  esac",
            "done",
            "{ printf '%%PDF-'; cat \"$page\"; } > \"$out\"",
            "echo \"$@\" > '" + folder.resolve("arguments") + "'");
    List<Path> files =
        new ReportFiles(Language.ZH, new PdfPrinter(named(browser)))
            .write(
                SampleReports.of(Decision.BETTER),
                List.of(ReportFormat.PDF),
                folder.resolve("out"));
    assertThat(files).containsExactly(folder.resolve("out/report.pdf"));
    assertThat(Files.readString(files.getFirst()))
        .startsWith("%PDF-<!doctype html>")
        .contains("山野户外客服选型", "</html>");
    assertThat(Files.readString(folder.resolve("arguments"))).contains("--headless");
  }

  @Test
  void a_browser_that_hangs_is_ended_with_its_children() throws IOException {
    Path browser =
        script(
            "hangs", "echo loading; sleep 1000 & echo $! > '" + folder.resolve("pid") + "'; wait");
    PdfPrinter printer = new PdfPrinter(named(browser), Duration.ofSeconds(2));
    assertThatThrownBy(() -> printer.print(page()))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("did not finish within 2 s and was ended (loading)");
    long child = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
    assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void a_browser_that_prints_nothing_says_why() throws IOException {
    Path fails = script("fails", "echo 'no \u001B[31mdisplay' >&2; exit 3");
    assertThatThrownBy(() -> new PdfPrinter(named(fails)).print(page()))
        .hasMessageContaining("printed no PDF (no \uFFFD[31mdisplay)")
        .hasMessageContaining("open report.html");
    Path silent = script("silent", "exit 0");
    assertThatThrownBy(() -> new PdfPrinter(named(silent)).print(page()))
        .hasMessageContaining("printed no PDF");
  }

  @Test
  void the_browser_is_named_or_found_on_the_path() throws IOException {
    Path chrome = script("google-chrome", "exit 0");
    Map<String, String> found = Map.of("PATH", "/nowhere:" + folder + ":/usr/bin");
    assertThat(new PdfPrinter(name -> Optional.ofNullable(found.get(name))).browser())
        .isIn(chrome, folder.resolve("chromium"), Path.of("/usr/bin/chromium"));
    Map<String, String> none = Map.of("PATH", "/nowhere");
    assertThatThrownBy(() -> new PdfPrinter(name -> Optional.ofNullable(none.get(name))).browser())
        .hasMessageContaining("apt install chromium")
        .hasMessageContaining("TOUCHSTONE_CHROMIUM");
    assertThatThrownBy(() -> new PdfPrinter(named(folder)).browser())
        .hasMessageContaining("no file to execute");
  }

  private Path page() throws IOException {
    return Files.writeString(folder.resolve("page.html"), "<p>x");
  }

  private Path script(String name, String... lines) throws IOException {
    Path file =
        Files.writeString(folder.resolve(name), "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static java.util.function.Function<String, Optional<String>> named(Path browser) {
    return name ->
        name.equals(PdfPrinter.VARIABLE) ? Optional.of(browser.toString()) : Optional.empty();
  }
}
