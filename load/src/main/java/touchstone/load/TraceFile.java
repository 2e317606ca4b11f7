package touchstone.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

/** A stored trace, read line by line, so that its words never lie in memory all at once. */
public final class TraceFile {
  private static final int AT_ONCE = 4096;

  private TraceFile() {}

  /**
   * The requests of each level, without their words, in the order of the file.
   *
   * @throws ProblemException if the file cannot be read, holds nothing, or has a line that is no
   *     request, which is named by its number
   */
  public static List<List<RequestTrace>> read(Path file) {
    Map<Level, List<RequestTrace>> levels = new LinkedHashMap<>();
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      int first = 1;
      for (List<String> some = next(lines); !some.isEmpty(); some = next(lines)) {
        for (RequestTrace read : read(some, first)) {
          levels.computeIfAbsent(read.level(), _ -> new ArrayList<>()).add(read);
        }
        first += some.size();
      }
    } catch (IOException unreadable) {
      throw wrong(file, "读不了，应为 UTF-8 文本文件", "cannot be read, expected a text file in UTF-8");
    }
    if (levels.isEmpty()) {
      throw wrong(file, "里没有请求，应为每行一个 JSON", "holds no request, expected one JSON object a line");
    }
    return List.copyOf(levels.values());
  }

  private static List<String> next(BufferedReader lines) throws IOException {
    List<String> some = new ArrayList<>();
    while (some.size() < AT_ONCE) {
      String line = lines.readLine();
      if (line == null) {
        return some;
      }
      some.add(line);
    }
    return some;
  }

  /** Some lines on all cores; the first bad one is the one that is named. */
  private static List<RequestTrace> read(List<String> lines, int first) {
    List<Object> read =
        IntStream.range(0, lines.size())
            .parallel()
            .filter(i -> !lines.get(i).isBlank())
            .mapToObj(i -> attempt(lines.get(i), first + i))
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

  private static Object attempt(String line, int number) {
    try {
      return TraceLines.read(line, number).figuresOnly();
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
