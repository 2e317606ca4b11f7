package touchstone.cli;

import touchstone.verdict.Decision;

/**
 * Exit codes, as the help of {@code touchstone run}, {@code import} and {@code judge} lists them.
 */
final class Exit {
  static final int OK = 0;
  static final int FAILED = 1;
  static final int BAD_USAGE = 2;
  static final int UNDECIDED = 3;
  static final int NONE_GOOD_ENOUGH = 4;

  /** A judge that may not judge. */
  static final int REFUSED = 4;

  static final int WAITING = 5;

  /** Recomputed, and not what was stored. */
  static final int DIFFERENT = 4;

  /** Imported, but not all of it. */
  static final int PARTIAL = 6;

  /** A fault of ours, with a stack trace: counts as failed. */
  static final int BROKEN = 1;

  private Exit() {}

  static int of(Decision decision) {
    return switch (decision) {
      case BETTER, EQUIVALENT -> OK;
      case UNDECIDED -> UNDECIDED;
      case NONE_GOOD_ENOUGH -> NONE_GOOD_ENOUGH;
    };
  }
}
