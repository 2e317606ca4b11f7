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
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;

/** A stored trace, read line by line, so that its words never lie in memory all at once. */
public final class TraceFile {
  private TraceFile() {}

  /**
   * The requests of each level, without their words, in the order of the file.
   *
   * @throws ProblemException if the file cannot be read, holds nothing, or has a line that is no
   *     request, which is named by its number
   */
  public static List<List<RequestTrace>> read(Path file) {
    Map<Level, List<RequestTrace>> levels = new LinkedHashMap<>();
    int number = 0;
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          RequestTrace read = TraceLines.read(line, number).figuresOnly();
          levels.computeIfAbsent(read.level(), _ -> new ArrayList<>()).add(read);
        }
      }
    } catch (IOException unreadable) {
      throw wrong(file, "读不了，应为 UTF-8 文本文件", "cannot be read, expected a text file in UTF-8");
    }
    if (levels.isEmpty()) {
      throw wrong(file, "里没有请求，应为每行一个 JSON", "holds no request, expected one JSON object a line");
    }
    return List.copyOf(levels.values());
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
