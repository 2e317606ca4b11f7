package touchstone.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import touchstone.load.Level;
import touchstone.load.LoadResult;
import touchstone.load.RequestTrace;
import touchstone.load.TraceLines;
import touchstone.model.Text;

/**
 * What a benchmark has measured so far: kept for the figures, written to the trace as it comes,
 * shown as progress. Ctrl-C ends the sending and leaves a moment for the report. Thread-safe.
 */
final class BenchRecord implements Consumer<LoadResult>, AutoCloseable {
  private final Console console;
  private final String engine;
  private final Optional<BufferedWriter> trace;
  private final boolean payload;
  private final List<List<RequestTrace>> levels = new ArrayList<>();
  private final CountDownLatch reported = new CountDownLatch(1);
  private Level level = Level.concurrency(1);
  private int total;
  private long shownNanos;
  private volatile long endNanos = Long.MAX_VALUE;
  private volatile boolean stopped;

  BenchRecord(Console console, String engine, Optional<Path> trace, boolean payload) {
    this.console = console;
    this.engine = engine;
    this.payload = payload;
    this.trace =
        trace.map(file -> {
          try {
            return Files.newBufferedWriter(file);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /** From now on Ctrl-C ends the sending, and the report still comes. */
  void arm() {
    Thread main = Thread.currentThread();
    Thread hook =
        new Thread(
            () -> {
              stopped = true;
              main.interrupt();
              try {
                reported.await(5, TimeUnit.SECONDS);
                TimeUnit.MILLISECONDS.sleep(300);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "interruption");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  synchronized void begin(Level next, Optional<Duration> limit, int requests) {
    level = next;
    total = requests;
    levels.add(new ArrayList<>());
    shownNanos = System.nanoTime();
    endNanos = limit.map(each -> System.nanoTime() + each.toNanos()).orElse(Long.MAX_VALUE);
  }

  boolean halted() {
    return stopped || (endNanos != Long.MAX_VALUE && System.nanoTime() - endNanos >= 0);
  }

  boolean stopped() {
    return stopped;
  }

  @Override
  public synchronized void accept(LoadResult result) {
    RequestTrace line = result.trace(engine, level, payload);
    trace.ifPresent(out -> {
      try {
        out.write(TraceLines.write(line));
        out.newLine();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
    List<RequestTrace> current = levels.getLast();
    if (current.isEmpty()) {
      result.problem().ifPresent(console::show);
    }
    current.add(line.figuresOnly());
    if (System.nanoTime() - shownNanos > 1_000_000_000) {
      shownNanos = System.nanoTime();
      String all = total < Integer.MAX_VALUE ? "/" + total : "";
      console.say(Text.same(level.label() + "  " + current.size() + all));
    }
  }

  void end() {
    endNanos = Long.MAX_VALUE;
  }

  synchronized List<List<RequestTrace>> levels() {
    return levels.stream().map(List::copyOf).toList();
  }

  @Override
  public synchronized void close() {
    reported.countDown();
    trace.ifPresent(out -> {
      try {
        out.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
  }
}
