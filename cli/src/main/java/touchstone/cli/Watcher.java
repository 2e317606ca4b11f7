package touchstone.cli;

import touchstone.run.RunEvent;
import touchstone.run.RunListener;

/** Shows a run to the person at the terminal. Closing it leaves the last picture in place. */
sealed interface Watcher extends RunListener, AutoCloseable permits LiveWatcher, PlainWatcher {
  /** The watcher for this terminal: redrawn lines, plain lines, or warnings only. */
  static Watcher of(Console console, boolean quiet) {
    return console.live() && !quiet ? new LiveWatcher(console) : new PlainWatcher(console, quiet);
  }

  @Override
  void on(RunEvent event);

  @Override
  void close();
}
