package touchstone.lifecycle;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes one process the owner of a deployment; the operating system frees it when that dies. */
final class OwnerLock implements AutoCloseable {
  private final FileChannel channel;

  private OwnerLock(FileChannel channel) {
    this.channel = channel;
  }

  /** The lock, unless somebody else has it. */
  static Optional<OwnerLock> attempt(Path file) {
    try {
      FileChannel channel = open(file);
      if (lock(channel, false) == null) {
        channel.close();
        return Optional.empty();
      }
      return Optional.of(new OwnerLock(channel));
    } catch (IOException e) {
      throw Faults.files(file, e);
    }
  }

  /**
   * Whether some process owns it. It asks for a shared lock for a moment, which keeps an owner out
   * for that moment: owners try twice.
   */
  static boolean held(Path file) {
    try (FileChannel channel = open(file)) {
      return lock(channel, true) == null;
    } catch (IOException e) {
      throw Faults.files(file, e);
    }
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  private static @Nullable FileLock lock(FileChannel channel, boolean shared) throws IOException {
    try {
      return channel.tryLock(0, Long.MAX_VALUE, shared);
    } catch (OverlappingFileLockException here) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
