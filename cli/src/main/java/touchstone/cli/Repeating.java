package touchstone.cli;

import java.time.Duration;
import touchstone.model.ProblemException;
import touchstone.model.Ticker;

/**
 * Does one thing again and again, whatever goes wrong in between; a fault is told once, until it is
 * another or over.
 */
record Repeating(Console console, Ticker ticker, Duration pause, Runnable what) {
  /** On a thread of its own that ends with the process. */
  void start() {
    Thread.ofVirtual()
        .start(() -> {
          try {
            forEver();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  void forEver() throws InterruptedException {
    String said = "";
    while (true) {
      said = once(said);
      ticker.sleep(pause);
    }
  }

  private String once(String said) {
    try {
      what.run();
      return "";
    } catch (RuntimeException fault) {
      String words =
          fault instanceof ProblemException known
              ? known.problem().in(console.language())
              : fault.toString();
      if (!words.equals(said)) {
        console.fault(fault);
      }
      return words;
    }
  }
}
