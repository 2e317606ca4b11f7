package touchstone.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import touchstone.model.Text;

/**
 * Files that somebody dropped on the page, each in a folder of its own until its suite is made. The
 * oldest go where there are too many. Thread-safe.
 */
final class Uploads {
  /** Bytes of the largest file. */
  static final long LARGEST = 32L * 1024 * 1024;

  private static final int MOST = 20;
  private static final int LONGEST_NAME = 70;
  private static final Pattern ID = Pattern.compile("[0-9a-f]{16}");
  private static final Pattern ODD = Pattern.compile("[^\\p{L}\\p{N}._ -]+");

  private final Path root;
  private final SplittableRandom random;

  /**
   * @param random for names of folders, which are no secrets
   */
  Uploads(Path root, SplittableRandom random) {
    this.root = root;
    this.random = random;
  }

  /**
   * Keeps a file.
   *
   * @param name as its owner calls it, the folder before it left out
   * @return the file; its folder's name is the upload's id
   */
  synchronized Path keep(String name, InputStream in) {
    try {
      Path folder = root.resolve("%016x".formatted(random.nextLong()));
      Files.createDirectories(folder);
      Path file = folder.resolve(safe(name));
      copy(in, file);
      sweep();
      return file;
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private static void copy(InputStream in, Path file) throws IOException {
    long left = LARGEST;
    try (OutputStream out = Files.newOutputStream(file)) {
      byte[] piece = new byte[1 << 16];
      for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
        left -= n;
        if (left < 0) {
          break;
        }
        out.write(piece, 0, n);
      }
    } catch (IOException e) {
      Folders.delete(folder(file));
      throw e;
    }
    if (left < 0) {
      Folders.delete(folder(file));
      throw tooLarge();
    }
  }

  /** The last part of a name, without what means something to a file system. */
  private static String safe(String name) {
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    String plain = ODD.matcher(last).replaceAll("-").strip().replaceFirst("^[.\\s-]+", "");
    int dot = plain.lastIndexOf('.');
    String end = dot > 0 && plain.length() - dot <= 8 ? plain.substring(dot) : "";
    String stem = plain.substring(0, plain.length() - end.length());
    String cut = stem.length() > LONGEST_NAME ? stem.substring(0, LONGEST_NAME) : stem;
    return cut.isEmpty() ? "upload" + end : cut + end;
  }

  private void sweep() throws IOException {
    try (Stream<Path> all = Files.list(root)) {
      List<Path> oldest = all.sorted(Comparator.comparingLong(Uploads::changed)).toList();
      for (Path each : oldest.subList(0, Math.max(0, oldest.size() - MOST))) {
        Folders.delete(each);
      }
    }
  }

  private static long changed(Path folder) {
    try {
      return Files.getLastModifiedTime(folder).toMillis();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file of an upload. */
  Path find(String id) {
    Path folder = root.resolve(ID.matcher(id).matches() ? id : "none");
    if (!Files.isDirectory(folder)) {
      throw gone(id);
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).findFirst().orElseThrow(() -> gone(id));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets go of an upload. */
  static void drop(Path file) {
    try {
      Folders.delete(folder(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path folder(Path file) {
    return Optional.ofNullable(file.getParent()).orElseThrow();
  }

  private static Refusal gone(String id) {
    return new Refusal(
        404,
        new Text("没有上传 " + id + "，可能已经清掉了", "There is no upload " + id + "; it may be gone"),
        new Text("请把文件再拖进来一次。", "Drop the file once more."));
  }

  static Refusal tooLarge() {
    return new Refusal(
        413,
        new Text(
            "文件超过 " + LARGEST / 1024 / 1024 + " MB",
            "The file is larger than " + LARGEST / 1024 / 1024 + " MB"),
        new Text("请拆成几份，或用 touchstone import 导入。", "Split it, or use touchstone import."));
  }

  static Refusal unwritable(IOException e) {
    return new Refusal(
        507,
        new Text("文件存不下来：" + e.getMessage(), "The file cannot be kept: " + e.getMessage()),
        new Text("请检查磁盘空间和读写权限。", "Check disk space and permissions."));
  }
}
