package touchstone.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;
import touchstone.model.Ticker;

/**
 * Keeps measurements on one host apart: two at once spoil each other's timings. The operating
 * system lets go of the lock when its holder dies.
 */
final class HostLock implements AutoCloseable {
  /**
   * Who holds which file in this process. The system's locks keep processes apart, not threads, and
   * closing any channel of a file would let go of them: so a second run here opens none.
   */
  private static final ConcurrentMap<Path, String> HERE = new ConcurrentHashMap<>();

  private final Path file;
  private final FileChannel channel;
  private final FileLock lock;

  private HostLock(Path file, FileChannel channel, FileLock lock) {
    this.file = file;
    this.channel = channel;
    this.lock = lock;
  }

  /** The file that all users of this host share. */
  static Path standardFile() {
    return Path.of(System.getProperty("java.io.tmpdir"), "touchstone-measuring.lock");
  }

  /** Waits for the lock, naming the holder once a while. */
  static HostLock acquire(Path file, String name, Ticker ticker, RunListener listener) {
    Path key = file.toAbsolutePath().normalize();
    LockWait waiting = new LockWait(ticker, listener);
    try {
      String other = HERE.putIfAbsent(key, signature(name));
      while (other != null) {
        waiting.on(other);
        other = HERE.putIfAbsent(key, signature(name));
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    try {
      return among(key, name, waiting);
    } catch (RuntimeException e) {
      HERE.remove(key);
      throw e;
    }
  }

  /** Waits for the other processes of this host. */
  private static HostLock among(Path file, String name, LockWait waiting) {
    try {
      FileChannel channel = open(file);
      try {
        FileLock lock = channel.tryLock();
        while (lock == null) {
          waiting.on(holder(file).orElse("?"));
          lock = channel.tryLock();
        }
        sign(channel, name);
        return new HostLock(file, channel, lock);
      } catch (IOException | InterruptedException e) {
        channel.close();
        throw e;
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (IOException e) {
      throw new ProblemException(
          new Problem(
              new Text("锁文件 " + file + " 用不了：" + e.getMessage(), "Cannot lock " + file + ": " + e),
              new Text("请检查该文件的权限，或删掉它。", "Check its permissions or delete it.")),
          e);
    }
  }

  private static Gang.Interrupted interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new Gang.Interrupted(e);
  }

  private static FileChannel open(Path file) throws IOException {
    if (Files.exists(file)) {
      // without CREATE: in a sticky folder the kernel refuses that for another user's file
      return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    }
    return channel;
  }

  private static void sign(FileChannel channel, String name) throws IOException {
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(signature(name).getBytes(StandardCharsets.UTF_8)), 0);
  }

  private static String signature(String name) {
    return "pid " + ProcessHandle.current().pid() + ", " + name;
  }

  private static Optional<String> holder(Path file) {
    try {
      return Optional.of(Files.readString(file)).filter(text -> !text.isBlank());
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    try {
      lock.release();
      channel.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } finally {
      HERE.remove(file);
    }
  }
}
