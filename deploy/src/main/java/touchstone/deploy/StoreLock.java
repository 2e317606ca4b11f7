package touchstone.deploy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import touchstone.model.Progress;
import touchstone.model.Text;
import touchstone.model.Ticker;

/** Keeps two processes, or two threads, from fetching the same model at once. */
final class StoreLock implements AutoCloseable {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

  private final FileChannel channel;
  private final FileLock lock;

  private StoreLock(FileChannel channel, FileLock lock) {
    this.channel = channel;
    this.lock = lock;
  }

  /** Takes the lock, waiting for whoever holds it and saying so. */
  static StoreLock take(Path file, String model, Ticker ticker, Progress progress)
      throws IOException, InterruptedException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      while (true) {
        FileLock lock = attempt(channel);
        if (lock != null) {
          return new StoreLock(channel, lock);
        }
        progress.report(
            new Text(
                "另一个进程正在下载 " + model + "，等它下完",
                "Another process is downloading " + model + "; waiting for it"),
            -1);
        ticker.sleep(LOOK_AGAIN);
      }
    } catch (IOException | InterruptedException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static @org.jspecify.annotations.Nullable FileLock attempt(FileChannel channel)
      throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException _) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      lock.release();
    }
  }
}
