package touchstone.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import touchstone.model.Text;
import touchstone.suite.SuiteFolders;

/**
 * The suites that somebody made on the page, each a folder.
 *
 * @param home the folder that holds {@code suites/}, which need not be there
 */
record OwnSuites(Path home) {
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{0,59}");

  /** Their folders, by name. */
  List<Path> all() {
    return SuiteFolders.names(home).stream().map(this::folder).toList();
  }

  private Path folder(String name) {
    return home.resolve("suites").resolve(name);
  }

  /** The folder for a new suite. */
  Path free(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new Refusal(
          422,
          new Text("“" + name + "”不能当测试集的名字", "'" + name + "' cannot be a suite's name"),
          new Text(
              "用文字、数字、点、横线，最多 60 个字，例如 我店的常见问题。",
              "Use letters, digits, dots and dashes, at most 60, e.g. our-faq."));
    }
    Path folder = folder(name);
    if (Files.exists(folder)) {
      throw new Refusal(
          409,
          new Text("已经有一个叫“" + name + "”的测试集", "There is a suite named '" + name + "' already"),
          new Text("请换个名字，或先删掉旧的。", "Take another name, or delete the old one first."));
    }
    return folder;
  }

  void delete(String name) {
    Path folder =
        all().stream()
            .filter(each -> String.valueOf(each.getFileName()).equals(name))
            .findFirst()
            .orElseThrow(() ->
                new Refusal(
                    404,
                    new Text(
                        "没有自建的测试集“" + name + "”", "There is no suite '" + name + "' of your own"),
                    new Text("自带的测试集不能删。", "Those that ship cannot be deleted.")));
    try {
      Folders.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
