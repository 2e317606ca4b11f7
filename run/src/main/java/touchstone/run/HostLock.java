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
import java.time.Duration;
import java.util.Optional;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;
import touchstone.model.Ticker;

/**
 * Keeps measurements on one host apart: two at once spoil each other's timings. The operating
 * system lets go of the lock when its holder dies.
 */
final class HostLock implements AutoCloseable {
  private final FileChannel channel;
  private final FileLock lock;

  private HostLock(FileChannel channel, FileLock lock) {
    this.channel = channel;
    this.lock = lock;
  }

  /** The file that all users of this host share. */
  static Path standardFile() {
    return Path.of(System.getProperty("java.io.tmpdir"), "touchstone-measuring.lock");
  }

  /** Waits for the lock, naming the holder once a while. */
  static HostLock acquire(Path file, String name, Ticker ticker, RunListener listener) {
    try {
      FileChannel channel = open(file);
      boolean told = false;
      FileLock lock = channel.tryLock();
      while (lock == null) {
        if (!told) {
          listener.on(new RunEvent.Note(waiting(file)));
          told = true;
        }
        ticker.sleep(Duration.ofMillis(200));
        lock = channel.tryLock();
      }
      sign(channel, name);
      return new HostLock(channel, lock);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Gang.Interrupted(e);
    } catch (IOException e) {
      throw new ProblemException(
          new Problem(
              new Text("锁文件 " + file + " 用不了：" + e.getMessage(), "Cannot lock " + file + ": " + e),
              new Text("请检查该文件的权限，或删掉它。", "Check its permissions or delete it.")),
          e);
    }
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
    String holder = "pid " + ProcessHandle.current().pid() + ", " + name;
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)), 0);
  }

  private static Text waiting(Path file) {
    String holder = holder(file).orElse("?");
    return new Text(
        "这台机器上另一个测量正在进行（" + holder + "），等它结束后自动开始……",
        "Another measurement is under way on this host (" + holder + "); waiting for it to end…");
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
    }
  }
}
