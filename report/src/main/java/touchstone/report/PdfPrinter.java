package touchstone.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;

/**
 * Prints a page to PDF with the Chromium, Chrome or Edge that is installed. The browser is a child
 * that ends with the work, or is ended when it takes too long.
 */
public final class PdfPrinter {
  /** Names the browser where it is not found by itself. */
  public static final String VARIABLE = "TOUCHSTONE_CHROMIUM";

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final List<String> NAMES =
      List.of(
          "chromium",
          "chromium-browser",
          "google-chrome",
          "google-chrome-stable",
          "chrome",
          "microsoft-edge",
          "microsoft-edge-stable");
  private static final List<Path> APPLICATIONS =
      List.of(
          Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
          Path.of("/Applications/Chromium.app/Contents/MacOS/Chromium"),
          Path.of("/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge"));
  private static final int SAID = 300;
  private static final int REAPED_SECONDS = 5;

  private final Function<String, Optional<String>> environment;
  private final Duration patience;

  /**
   * @param environment finds the value of a variable
   */
  public PdfPrinter(Function<String, Optional<String>> environment) {
    this(environment, PATIENCE);
  }

  /**
   * @param patience after which the browser is ended
   */
  PdfPrinter(Function<String, Optional<String>> environment, Duration patience) {
    this.environment = environment;
    this.patience = patience;
  }

  /**
   * Prints a page to a file beside it.
   *
   * @throws ProblemException if there is no browser, or if it does not print
   */
  Path print(Path page) {
    Path browser = browser();
    Path whole = page.toAbsolutePath();
    Path pdf = whole.resolveSibling("page.pdf");
    Path said = whole.resolveSibling("browser.txt");
    List<String> command = command(browser, whole, pdf, whole.resolveSibling("profile"));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
      boolean ended = ends(process);
      if (!ended || process.exitValue() != 0 || !Files.exists(pdf) || Files.size(pdf) == 0) {
        throw failed(browser, ended, said);
      }
      return pdf;
    } catch (IOException e) {
      throw refused(browser, new Text("启动不了", "does not start"), String.valueOf(e.getMessage()));
    }
  }

  /** The browser that would print. */
  Path browser() {
    Optional<String> named = environment.apply(VARIABLE).filter(each -> !each.isBlank());
    if (named.isPresent()) {
      Path path = Path.of(named.get());
      if (Files.isExecutable(path) && !Files.isDirectory(path)) {
        return path;
      }
      throw refused(path, new Text("不是能执行的文件", "is no file to execute"), VARIABLE);
    }
    List<String> folders = List.of(environment.apply("PATH").orElse("").split(":"));
    return Stream.concat(
            NAMES.stream()
                .flatMap(name ->
                    folders.stream()
                        .filter(folder -> !folder.isEmpty())
                        .map(folder -> Path.of(folder, name))),
            APPLICATIONS.stream())
        .filter(each -> Files.isExecutable(each) && !Files.isDirectory(each))
        .findFirst()
        .orElseThrow(PdfPrinter::none);
  }

  private static List<String> command(Path browser, Path page, Path pdf, Path profile) {
    List<String> command = new ArrayList<>();
    command.add(browser.toString());
    command.addAll(
        List.of("--headless", "--disable-gpu", "--no-first-run", "--disable-extensions"));
    command.addAll(List.of("--disable-background-networking", "--no-pdf-header-footer"));
    command.add("--user-data-dir=" + profile);
    if ("root".equals(System.getProperty("user.name"))) {
      // Chromium refuses to start for root with its sandbox; the page is our own, its script fixed
      command.add("--no-sandbox");
    }
    command.add("--print-to-pdf=" + pdf);
    command.add(page.toUri().toString());
    return command;
  }

  /** Whether the child ended by itself; none of its own children outlives this call. */
  private boolean ends(Process process) {
    List<ProcessHandle> family = List.of();
    try {
      boolean ended = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
      family = process.descendants().toList();
      return ended;
    } catch (InterruptedException _) {
      family = process.descendants().toList();
      Thread.currentThread().interrupt();
      return false;
    } finally {
      family.forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      process.onExit().join();
      // before its folder is deleted; one that nobody reaps would keep us here for ever
      CompletableFuture.allOf(
              family.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new))
          .completeOnTimeout(null, REAPED_SECONDS, TimeUnit.SECONDS)
          .join();
    }
  }

  private ProblemException failed(Path browser, boolean ended, Path said) throws IOException {
    String words = new String(Files.readAllBytes(said), StandardCharsets.UTF_8).strip();
    String last = words.substring(Math.max(0, words.length() - SAID));
    return ended
        ? refused(browser, new Text("没有打印出 PDF", "printed no PDF"), last)
        : refused(
            browser,
            new Text(
                patience.toSeconds() + " 秒内没有打印完，已结束它",
                "did not finish within " + patience.toSeconds() + " s and was ended"),
            last);
  }

  private static ProblemException refused(Path browser, Text what, String more) {
    String tail = more.isEmpty() ? "" : " (" + Columns.tame(more) + ")";
    return new ProblemException(
        new Problem(
            new Text(browser + " " + what.zh() + tail, browser + " " + what.en() + tail),
            new Text(
                "请用 " + VARIABLE + " 指向能用的 Chromium、Chrome 或 Edge；也可以打开 report.html，用浏览器打印成 PDF。",
                "Point "
                    + VARIABLE
                    + " at a Chromium, Chrome or Edge that works, or open report.html and print"
                    + " it to PDF.")));
  }

  private static ProblemException none() {
    return new ProblemException(
        new Problem(
            new Text(
                "没有找到 Chromium、Chrome 或 Edge，打印不了 PDF",
                "No Chromium, Chrome or Edge was found, so no PDF can be printed"),
            new Text(
                "装一个（Debian、Ubuntu：apt install chromium），或用 "
                    + VARIABLE
                    + " 指向它；也可以打开 report.html，用浏览器打印成 PDF。",
                "Install one (Debian, Ubuntu: apt install chromium), point "
                    + VARIABLE
                    + " at it, or open report.html and print it to PDF.")));
  }
}
