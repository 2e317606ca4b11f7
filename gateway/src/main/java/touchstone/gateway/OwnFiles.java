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
      close(file);
      return;
    }
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } else {
      Files.createFile(file);
    }
  }

  /** An older file of a looser mode is closed to others; a device is left as it is. */
  private static void close(Path file) throws IOException {
    if (Files.isRegularFile(file)
        && file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
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
}
