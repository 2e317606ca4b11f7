package touchstone.suite;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;

/** A small suite with comments, to begin one's own from. */
public final class Starter {
  private static final List<String> FILES = List.of("suite.yaml", "cases.yaml", Shop.FILE);
  private static final String NAME = "my-shop";

  private Starter() {}

  /**
   * Writes the suite into a folder that does not exist yet or is empty, and returns its files; it
   * bears the folder's name where that can be an id.
   *
   * @param language {@code zh} or {@code en}
   * @throws ProblemException where something stands in the folder, or it cannot be written
   */
  public static List<Path> write(Path folder, String language) {
    List<Path> written = new ArrayList<>();
    try {
      if (Files.exists(folder) && !emptyFolder(folder)) {
        throw taken(folder);
      }
      Files.createDirectories(folder);
      for (String file : FILES) {
        Path path = folder.resolve(file);
        String text = text(language, file).replace("name: " + NAME, "name: " + name(folder));
        Files.writeString(path, text, StandardOpenOption.CREATE_NEW);
        written.add(path);
      }
      return written;
    } catch (FileAlreadyExistsException _) {
      throw taken(folder);
    } catch (IOException e) {
      throw new ProblemException(
          new Problem(
              new Text("写不进 " + folder + "：" + e, "Cannot write into " + folder + ": " + e),
              new Text("换一个文件夹，或检查权限。", "Take another folder, or check that you may write.")),
          e);
    }
  }

  private static boolean emptyFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.findAny().isEmpty();
    }
  }

  private static String name(Path folder) {
    return Optional.ofNullable(folder.toAbsolutePath().normalize().getFileName())
        .map(Path::toString)
        .filter(CaseReader::isId)
        .orElse(NAME);
  }

  private static String text(String language, String file) {
    String resource = "starter/" + language + "/" + file;
    try (InputStream in =
        Objects.requireNonNull(Starter.class.getResourceAsStream(resource), resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ProblemException taken(Path folder) {
    return new ProblemException(
        new Problem(
            new Text(folder + " 里已经有东西，不会覆盖", folder + " is not empty; nothing is overwritten"),
            new Text("请换一个新文件夹的名字。", "Name a new folder.")));
  }
}
