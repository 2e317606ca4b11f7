package touchstone.cli;

import touchstone.model.Text;

/**
 * What the doctor found of one thing.
 *
 * @param advice what to do, empty where all is well
 */
record Finding(Level level, Text what, Text found, Text advice) {
  /** How it stands. */
  enum Level {
    GOOD("✓"),
    ODD("!"),
    BAD("✗");

    private final String mark;

    Level(String mark) {
      this.mark = mark;
    }

    String mark() {
      return mark;
    }
  }

  /** The same, taken no worse than a level. */
  Finding atMost(Level worst) {
    return level.compareTo(worst) > 0 ? new Finding(worst, what, found, advice) : this;
  }

  static Finding good(Text what, Text found) {
    return new Finding(Level.GOOD, what, found, Text.same(""));
  }
}
