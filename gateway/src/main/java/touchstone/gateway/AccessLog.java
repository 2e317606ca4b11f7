package touchstone.gateway;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import touchstone.model.Problem;

/**
 * The chat requests as JSON lines, one a request when its answer is over, in a file of mode 0600
 * that goes to {@code NAME.1} when it is full. A thread of its own writes; event loops only hand
 * over what they saw, and where that waits past a bound, it is counted as lost. Thread-safe.
 */
public final class AccessLog implements AutoCloseable {
  private static final long FULL_BYTES = 100L << 20;
  private static final long MOST_WAITING_BYTES = 64L << 20;
  // What a row weighs while it waits, besides what was said.
  private static final long ROW_BYTES = 8 << 10;
  private static final Duration END = Duration.ofSeconds(5);

  private final Path file;
  private final boolean contents;
  private final long fullBytes;
  private final InstantSource clock;
  private final Consumer<Problem> faults;
  private final LinkedBlockingQueue<Optional<Row>> rows = new LinkedBlockingQueue<>();
  private final AtomicLong waitingBytes = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();
  private final Thread writer;

  private record Row(Witness.Served served, Witness.Asked asked, Instant came) {
    long bytes() {
      return ROW_BYTES + asked.contents().map(Contents::bytes).orElse(0);
    }

    byte[] line() {
      return (AccessLine.of(served, asked, came) + "\n").getBytes(StandardCharsets.UTF_8);
    }
  }

  private AccessLog(
      Path file, boolean contents, long fullBytes, InstantSource clock, Consumer<Problem> faults) {
    this.file = file;
    this.contents = contents;
    this.fullBytes = fullBytes;
    this.clock = clock;
    this.faults = faults;
    this.writer = Thread.ofPlatform().daemon().name("access-log").unstarted(this::write);
  }

  /**
   * Begins to write.
   *
   * @param contents whether what is asked and answered is recorded too
   * @param faults told, from the writing thread, when lines cannot be written any more
   * @throws touchstone.model.ProblemException where the file cannot be made or closed to others
   */
  public static AccessLog open(
      Path file, boolean contents, InstantSource clock, Consumer<Problem> faults) {
    return open(file, contents, FULL_BYTES, clock, faults);
  }

  static AccessLog open(
      Path file, boolean contents, long fullBytes, InstantSource clock, Consumer<Problem> faults) {
    OwnFiles.claim(file);
    OwnFiles.close(aside(file));
    AccessLog log = new AccessLog(file, contents, fullBytes, clock, faults);
    log.writer.start();
    return log;
  }

  private static Path aside(Path file) {
    return file.resolveSibling(file.getFileName() + ".1");
  }

  boolean contents() {
    return contents;
  }

  /** Lines that were not written. */
  long lost() {
    return lost.get();
  }

  /** Takes a chat request in; never waits. */
  void note(Witness.Served served) {
    served
        .asked()
        .ifPresent(asked -> {
          Row row = new Row(served, asked, clock.instant().minusNanos(served.totalNanos()));
          if (waitingBytes.addAndGet(row.bytes()) > MOST_WAITING_BYTES) {
            waitingBytes.addAndGet(-row.bytes());
            lost.incrementAndGet();
          } else {
            rows.add(Optional.of(row));
          }
        });
  }

  private void write() {
    try {
      boolean well = true;
      for (Optional<Row> next = rows.take(); next.isPresent(); next = rows.take()) {
        waitingBytes.addAndGet(-next.get().bytes());
        well = append(next.get().line(), well);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Adds a line; a fault is told once until it is over. */
  private boolean append(byte[] line, boolean wasWell) {
    try {
      if (Files.exists(file) && Files.size(file) + line.length > fullBytes) {
        Files.move(file, aside(file), StandardCopyOption.REPLACE_EXISTING);
      }
      OwnFiles.create(file);
      try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
        out.write(line);
      }
      return true;
    } catch (IOException e) {
      lost.incrementAndGet();
      if (wasWell) {
        faults.accept(OwnFiles.problem(file, String.valueOf(e.getMessage())).problem());
      }
      return false;
    }
  }

  /** Writes what is left, for a few seconds at most. */
  @Override
  public void close() {
    rows.add(Optional.empty());
    try {
      writer.join(END);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
