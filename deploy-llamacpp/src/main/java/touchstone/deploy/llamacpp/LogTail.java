package touchstone.deploy.llamacpp;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** A process's log: all of it in a file, the last lines at hand. Safe for several threads. */
final class LogTail implements AutoCloseable {
  private static final int KEPT = 200;

  private final Path file;
  private final BufferedWriter writer;
  private final Deque<String> lines = new ArrayDeque<>();

  LogTail(Path file) {
    this.file = file;
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      writer = Files.newBufferedWriter(file);
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }

  Path file() {
    return file;
  }

  synchronized void add(String line) {
    lines.addLast(line);
    if (lines.size() > KEPT) {
      lines.removeFirst();
    }
    try {
      writer.write(line);
      writer.newLine();
      writer.flush();
    } catch (IOException full) {
      // the lines at hand still tell what matters
    }
  }

  /** The last lines, oldest first. */
  synchronized List<String> last(int count) {
    return lines.stream().skip(Math.max(0, lines.size() - count)).toList();
  }

  @Override
  public synchronized void close() {
    try {
      writer.close();
    } catch (IOException lost) {
      // nothing more can be written anyway
    }
  }
}
