package touchstone.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import touchstone.document.Words;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;

/** Finds suites: those that ship, in {@code suites/} under the root folder, and any by path. */
public final class SuiteFolders {
  private SuiteFolders() {}

  /** The names of the suites that ship, sorted. */
  public static List<String> names(Path root) {
    Path suites = root.resolve("suites");
    if (!Files.isDirectory(suites)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(suites)) {
      return folders
          .filter(each -> Files.isRegularFile(each.resolve(SuiteReader.HEAD_FILE)))
          .map(each -> String.valueOf(each.getFileName()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The folder or file of a suite, named as it ships ({@code customer-service-zh}) or by path,
   * absolute or from the working folder; a problem with the nearest name if there is none.
   */
  public static Path find(String name, Path root) {
    if (names(root).contains(name)) {
      return root.resolve("suites").resolve(name);
    }
    return byPath(name).orElseThrow(() -> unknown(name, names(root)));
  }

  private static Optional<Path> byPath(String name) {
    try {
      Path path = Path.of(name);
      boolean suite =
          Files.isRegularFile(path) || Files.isRegularFile(path.resolve(SuiteReader.HEAD_FILE));
      return suite ? Optional.of(path) : Optional.empty();
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }

  private static ProblemException unknown(String name, List<String> names) {
    String all = names.isEmpty() ? "–" : String.join(", ", names);
    Text next =
        Words.nearest(name, names)
            .map(near -> new Text("是不是想写 " + near + "？", "Did you mean " + near + "?"))
            .orElse(
                new Text(
                    "请写自带测试集的名字，或者自己的测试集的路径。",
                    "Give the name of one that ships, or the path of your own."));
    return new ProblemException(
        new Problem(
            new Text(
                "找不到测试集“" + name + "”，自带的有：" + all,
                "there is no suite '" + name + "'; these ship: " + all),
            next));
  }
}
