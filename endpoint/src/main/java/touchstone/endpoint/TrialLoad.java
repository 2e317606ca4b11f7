package touchstone.endpoint;

import java.time.Duration;

/**
 * What an engine is put to the test with: streams that all emit at once, as an inference engine's
 * step makes its running sequences do.
 *
 * @param streams connections at once, at least 1
 * @param warmUp chunks a stream that are sent first and not judged
 * @param chunks chunks a stream that are judged, at least 1
 * @param gap from one step to the next
 */
public record TrialLoad(int streams, int warmUp, int chunks, Duration gap) {
  /** For the start of a process: about a tenth of a second. */
  static final TrialLoad BRIEF = new TrialLoad(16, 10, 20, Duration.ofMillis(2));

  /** For what a process does only once: loading classes, linking the C library. */
  static final TrialLoad WARM_UP = new TrialLoad(4, 0, 20, Duration.ofMillis(1));

  public TrialLoad {
    if (streams < 1 || warmUp < 0 || chunks < 1 || !gap.isPositive()) {
      throw new IllegalArgumentException("a trial of nothing: " + streams + " × " + chunks);
    }
  }

  /** Two seconds of so many streams, 40 ms apart. */
  public static TrialLoad thorough(int streams) {
    return new TrialLoad(streams, 10, 40, Duration.ofMillis(40));
  }

  /** Chunks of one stream. */
  int steps() {
    return warmUp + chunks;
  }

  /** How long it takes, if nothing is late. */
  Duration length() {
    return gap.multipliedBy(steps());
  }
}
