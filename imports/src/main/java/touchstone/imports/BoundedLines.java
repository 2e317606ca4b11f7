package touchstone.imports;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;

/** Reads lines of any length, keeping no more of one than the limit. Not thread-safe. */
final class BoundedLines {
  /** Longest line in characters. */
  static final int LONGEST = 4_000_000;

  private final BufferedReader reader;
  private final StringBuilder line = new StringBuilder();
  private boolean cut;
  private long number;

  BoundedLines(Reader reader) {
    this.reader = new BufferedReader(reader, 1 << 16);
  }

  /** Goes to the next line; false at the end. */
  boolean next() throws IOException {
    line.setLength(0);
    cut = false;
    int c = reader.read();
    if (c < 0) {
      return false;
    }
    number++;
    while (c >= 0 && c != '\n') {
      if (line.length() < LONGEST) {
        line.append((char) c);
      } else {
        cut = true;
      }
      c = reader.read();
    }
    return true;
  }

  String line() {
    return line.toString();
  }

  /** Whether the line is longer than what was kept. */
  boolean cut() {
    return cut;
  }

  /** 1 for the first. */
  long number() {
    return number;
  }
}
