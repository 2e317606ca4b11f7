package touchstone.cli;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import touchstone.model.Ticker;

/**
 * Progress redrawn in place twice a second, by a thread of its own, so that no request waits for
 * the terminal. Thread-safe.
 */
final class BenchView implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Console console;
  private final Ticker ticker;
  private final Supplier<List<String>> now;
  private final Thread thread;
  private int drawn;
  private boolean closed;

  private BenchView(Console console, Ticker ticker, Supplier<List<String>> now) {
    this.console = console;
    this.ticker = ticker;
    this.now = now;
    this.thread = Thread.ofPlatform().daemon().name("bench-view").unstarted(this::redraw);
  }

  /**
   * Draws from now on.
   *
   * @param now the lines as they should be; none where there is nothing to show
   */
  static BenchView start(Console console, Ticker ticker, Supplier<List<String>> now) {
    BenchView view = new BenchView(console, ticker, now);
    view.thread.start();
    return view;
  }

  private void redraw() {
    try {
      while (true) {
        ticker.sleep(PAUSE);
        draw(now.get());
      }
    } catch (InterruptedException stopped) {
      // There is nothing more to show.
    }
  }

  private synchronized void draw(List<String> lines) {
    if (closed) {
      return;
    }
    StringBuilder text = new StringBuilder(erasing());
    lines.forEach(each -> text.append(each).append('\n'));
    console.err().print(text);
    console.err().flush();
    drawn = lines.size();
  }

  /** Prints what stays, above the part that is redrawn. */
  synchronized void above(Runnable print) {
    erase();
    print.run();
    console.err().flush();
  }

  private void erase() {
    console.err().print(erasing());
    drawn = 0;
  }

  /** Up to where the drawing began, and all below away. */
  private String erasing() {
    return drawn == 0 ? "" : "\u001b[" + drawn + "A\u001b[J";
  }

  /** Takes away what is redrawn. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      thread.interrupt();
      erase();
      console.err().flush();
    }
  }
}
