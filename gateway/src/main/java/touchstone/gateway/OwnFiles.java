package touchstone.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.UUID;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;

/** Files of the gateway that only their owner may read. */
final class OwnFiles {
  private OwnFiles() {}

  /** Makes a file's folder. */
  static void folder(Path file) {
    Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw problem(folder, String.valueOf(e.getMessage()));
    }
  }

  /** Creates an empty file of mode 0600 unless it is there. */
  static void create(Path file) throws IOException {
    if (Files.exists(file)) {
      return;
    }
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } else {
      Files.createFile(file);
    }
  }

  /**
   * Creates a file of mode 0600 for lines to come, or closes an older one of a looser mode to
   * others. A device is left as it is.
   *
   * @throws ProblemException where it cannot be made or closed, and where it is a folder
   */
  static void claim(Path file) {
    if (Files.isDirectory(file)) {
      throw aFolder(file);
    }
    folder(file);
    try {
      create(file);
    } catch (IOException e) {
      throw problem(file, String.valueOf(e.getMessage()));
    }
    close(file);
  }

  /** Closes a file to others where it is there and looser. */
  static void close(Path file) {
    try {
      if (Files.isRegularFile(file)
          && file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      }
    } catch (IOException e) {
      throw open(file, String.valueOf(e.getMessage()));
    }
  }

  /** Puts a new text in a file's place, all at once. */
  static void replace(Path file, String text) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID());
    create(fresh);
    Files.writeString(fresh, text);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  static ProblemException problem(Path file, String why) {
    return new ProblemException(
        new Problem(
            new Text("读写不了 " + file + "：" + why, "Cannot read or write " + file + ": " + why),
            new Text(
                "请检查内容、权限和磁盘空间。", "Check its contents, its permissions and the disk's space.")));
  }

  private static ProblemException open(Path file, String why) {
    return new ProblemException(
        new Problem(
            new Text(
                file + " 的权限改不成只有自己能读写（0600）：" + why,
                "Cannot close " + file + " to others (mode 0600): " + why),
            new Text(
                "请用它的所有者执行 chmod 600 " + file + "，或换一个文件。",
                "Run chmod 600 " + file + " as its owner, or name another file.")));
  }

  private static ProblemException aFolder(Path file) {
    Path inside = file.resolve("access.jsonl");
    return new ProblemException(
        new Problem(
            new Text(file + " 是目录，应为文件", file + " is a folder; a file is expected"),
            new Text("请写成文件，例如 " + inside + "。", "Name a file, for example " + inside + ".")));
  }
}
