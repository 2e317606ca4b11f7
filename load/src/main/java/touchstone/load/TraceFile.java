package touchstone.load;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;

/** A stored trace, read block by block, so that its words never lie in memory all at once. */
public final class TraceFile {
  private static final int AT_ONCE = 16 << 20;
  private static final int LONGEST = 256 << 20;

  private TraceFile() {}

  /**
   * The requests of each level, without their words, in the order of the file.
   *
   * @throws ProblemException if the file cannot be read, holds nothing, or has a line that is no
   *     request, which is named by its number
   */
  public static List<List<RequestTrace>> read(Path file) {
    return read(file, AT_ONCE, LONGEST);
  }

  /** The same with other sizes of a block and of the longest line, in bytes. */
  static List<List<RequestTrace>> read(Path file, int atOnce, int longest) {
    Map<Level, List<RequestTrace>> levels = new LinkedHashMap<>();
    try (InputStream in = Files.newInputStream(file)) {
      LineBlocks blocks = new LineBlocks(in, atOnce, longest);
      try {
        for (LineBlocks.Block some = blocks.next(); some.size() > 0; some = blocks.next()) {
          for (RequestTrace read : read(some)) {
            levels.computeIfAbsent(read.level(), _ -> new ArrayList<>()).add(read);
          }
        }
      } catch (LineBlocks.LongLineException tooLong) {
        int line = blocks.nextNumber();
        int most = longest >> 20;
        throw wrong(
            file,
            "第 " + line + " 行超过 " + most + " MiB，不像一个请求",
            "line " + line + " is longer than " + most + " MiB, no request is");
      }
    } catch (IOException unreadable) {
      throw wrong(file, "读不了，应为 UTF-8 文本文件", "cannot be read, expected a text file in UTF-8");
    }
    if (levels.isEmpty()) {
      throw wrong(file, "里没有请求，应为每行一个 JSON", "holds no request, expected one JSON object a line");
    }
    return List.copyOf(levels.values());
  }

  /** Some lines on all cores; the first bad one is the one that is named. */
  private static List<RequestTrace> read(LineBlocks.Block lines) {
    List<Object> read =
        IntStream.range(0, lines.size())
            .parallel()
            .filter(i -> !lines.blank(i))
            .mapToObj(i -> attempt(lines, i))
            .toList();
    List<RequestTrace> good = new ArrayList<>(read.size());
    for (Object each : read) {
      switch (each) {
        case RequestTrace trace -> good.add(trace);
        case ProblemException problem -> throw problem;
        default -> throw new IllegalStateException("neither: " + each);
      }
    }
    return good;
  }

  private static Object attempt(LineBlocks.Block lines, int line) {
    try {
      return TraceLines.figuresOnly(
          lines.bytes(), lines.from(line), lines.length(line), lines.number(line));
    } catch (ProblemException bad) {
      return bad;
    }
  }

  private static ProblemException wrong(Path file, String zh, String en) {
    return new ProblemException(
        new Problem(
            new Text("轨迹文件 " + file + " " + zh, "The trace " + file + " " + en),
            new Text(
                "给 --from-trace 的应是 --trace 写出的文件。",
                "--from-trace takes a file that --trace wrote.")));
  }
}
