package touchstone.lifecycle.ssh;

/** Text from the far machine made fit to be shown: short lines, nothing that a terminal obeys. */
final class Shown {
  /** The longest line, in characters. */
  static final int LONGEST = 400;

  private Shown() {}

  static String line(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .limit(LONGEST)
        .map(each -> each == '\t' || each == '\n' || each == '\r' ? ' ' : each)
        .filter(Shown::harmless)
        .forEach(shown::appendCodePoint);
    return shown.toString().strip();
  }

  /** No control characters, and none that turns the direction of writing or hides. */
  private static boolean harmless(int codePoint) {
    int type = Character.getType(codePoint);
    return type != Character.CONTROL && type != Character.FORMAT && type != Character.SURROGATE;
  }
}
