package touchstone.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;

/** A folder for something that is needed once, gone when it is closed. */
public final class ScratchFolder implements AutoCloseable {
  private final Path path;

  private ScratchFolder(Path path) {
    this.path = path;
  }

  /**
   * A new one among the system's temporary files.
   *
   * @param what it is for, in its name
   */
  public static ScratchFolder of(String what) {
    try {
      return new ScratchFolder(Files.createTempDirectory("touchstone-" + what + "-"));
    } catch (IOException e) {
      String place = System.getProperty("java.io.tmpdir");
      throw new ProblemException(
          new Problem(
              new Text(
                  "临时文件夹 " + place + " 里写不了：" + e.getMessage(),
                  "Cannot write in the temporary folder " + place + ": " + e.getMessage()),
              new Text("请检查磁盘空间和写入权限。", "Check disk space and permissions.")),
          e);
    }
  }

  public Path path() {
    return path;
  }

  /** Deletes it with all that is in it, as far as that is possible; links are not followed. */
  @Override
  public void close() {
    try (Stream<Path> all = Files.walk(path)) {
      List<Path> deepest = all.sorted(Comparator.reverseOrder()).toList();
      for (Path each : deepest) {
        Files.deleteIfExists(each);
      }
    } catch (IOException | UncheckedIOException _) {
      // something still writes there; the system clears its temporary files
    }
  }
}
