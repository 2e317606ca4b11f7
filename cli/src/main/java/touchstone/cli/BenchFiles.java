package touchstone.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import touchstone.load.FiguresCsv;
import touchstone.load.HdrLog;
import touchstone.load.LevelFigures;
import touchstone.load.RequestTrace;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;

/** The files that {@code touchstone bench} writes. */
final class BenchFiles {
  private static final Text AGAIN =
      new Text(
          "换一个地方再写；有 --trace 的话可用 --from-trace 重算。",
          "Write elsewhere; --from-trace computes it again where there is a --trace.");

  @Option(names = "--json", paramLabel = "FILE")
  private @Nullable Path json;

  @Option(names = "--csv", paramLabel = "FILE")
  private @Nullable Path csv;

  @Option(names = "--hdr", paramLabel = "FILE")
  private @Nullable Path hdr;

  @Option(names = "--trace", paramLabel = "FILE")
  private @Nullable Path trace;

  @Option(names = "--trace-payload")
  private boolean payload;

  Optional<Path> trace() {
    return Optional.ofNullable(trace);
  }

  boolean payload() {
    return payload;
  }

  /** Finds a path that cannot be written before anything is sent. */
  void check(BenchWords words) {
    check(words, "--json", json);
    check(words, "--csv", csv);
    check(words, "--hdr", hdr);
    check(words, "--trace", trace);
  }

  /** The same for the trace of a second endpoint, which lies beside the first one's. */
  void checkSecondTrace(BenchWords words) {
    check(words, "--trace", trace == null ? null : BenchVersus.other(trace));
  }

  /** Finds a path that cannot be written. */
  static void check(BenchWords words, String option, @Nullable Path file) {
    if (file == null) {
      return;
    }
    Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("/"));
    if (!Files.isDirectory(folder)) {
      throw words.bad(
          option,
          file.toString(),
          "文件夹 " + folder + " 不存在",
          "there is no folder " + folder + ", expected one that exists");
    }
    boolean writable =
        Files.exists(file)
            ? Files.isRegularFile(file) && Files.isWritable(file)
            : Files.isWritable(folder);
    if (!writable) {
      throw words.bad(
          option, file.toString(), "写不进去，应为可以写的文件", "cannot be written, expected a writable file");
    }
  }

  void write(String whole, List<LevelFigures> figures) {
    write("--json", json, whole + "\n", AGAIN);
    write("--csv", csv, FiguresCsv.of(figures), AGAIN);
  }

  /** Writes every latency of the levels as a HdrHistogram log, where one is wanted. */
  void writeHistograms(List<List<RequestTrace>> levels) {
    if (hdr != null) {
      write("--hdr", hdr, HdrLog.of(levels), AGAIN);
    }
  }

  /**
   * Writes a file where one is wanted.
   *
   * @param next what the user can do where it cannot be written
   */
  static void write(String option, @Nullable Path file, String text, Text next) {
    if (file == null) {
      return;
    }
    try {
      Files.writeString(file, text, StandardCharsets.UTF_8);
    } catch (IOException full) {
      throw new ProblemException(
          new Problem(
              new Text(
                  option + " " + file + "：写的时候出错：" + full,
                  option + " " + file + ": writing failed: " + full),
              next),
          full);
    }
  }
}
