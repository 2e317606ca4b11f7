package touchstone.load;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The lines of a stream in blocks of whole lines, so that neither many long lines nor one endless
 * one fills the memory. Used by one thread.
 */
final class LineBlocks {
  private final InputStream in;
  private final int usual;
  private final int longest;
  private byte[] held;
  private int filled;
  private int lines;
  private boolean ended;

  /**
   * @param usual bytes of a block
   * @param longest bytes of a line at most, at least as many as a block
   */
  LineBlocks(InputStream in, int usual, int longest) {
    this.in = in;
    this.usual = usual;
    this.longest = longest;
    this.held = new byte[usual];
  }

  /** Whole lines. */
  static final class Block {
    private final byte[] bytes;
    private final int[] ends;
    private final int first;

    private Block(byte[] bytes, int[] ends, int first) {
      this.bytes = bytes;
      this.ends = ends;
      this.first = first;
    }

    int size() {
      return ends.length;
    }

    /** The number of a line in the whole stream, from 1. */
    int number(int line) {
      return first + line;
    }

    int from(int line) {
      return line == 0 ? 0 : ends[line - 1] + 1;
    }

    int length(int line) {
      return ends[line] - from(line);
    }

    /** What all lines lie in; nobody writes to it. */
    byte[] bytes() {
      return bytes;
    }

    boolean blank(int line) {
      for (int i = from(line); i < ends[line]; i++) {
        if (bytes[i] < 0 || bytes[i] > ' ') {
          return false;
        }
      }
      return true;
    }
  }

  /** The number of the line that comes next, from 1. */
  int nextNumber() {
    return lines + 1;
  }

  /**
   * The next block; without lines at the end of the stream.
   *
   * @throws LongLineException if a line is longer than the longest
   */
  Block next() throws IOException {
    while (true) {
      fill();
      int end = ended ? filled : lastLineEnd() + 1;
      if (end > 0 || ended) {
        return taken(end);
      }
      if (held.length >= longest) {
        throw new LongLineException();
      }
      held = Arrays.copyOf(held, (int) Math.min(longest, held.length * 2L));
    }
  }

  private void fill() throws IOException {
    while (!ended && filled < held.length) {
      int read = in.read(held, filled, held.length - filled);
      ended = read < 0;
      filled += Math.max(0, read);
    }
  }

  private int lastLineEnd() {
    for (int i = filled - 1; i >= 0; i--) {
      if (held[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private Block taken(int end) {
    byte[] bytes = held;
    int left = filled - end;
    held = new byte[Math.max(usual, left)];
    System.arraycopy(bytes, end, held, 0, left);
    filled = left;
    Block block = new Block(bytes, ends(bytes, end), lines + 1);
    lines += block.size();
    return block;
  }

  /** Where each line ends; the last one may do without a line feed. */
  private static int[] ends(byte[] bytes, int end) {
    int count = 0;
    int[] ends = new int[1024];
    for (int i = 0; i < end; i++) {
      boolean feed = bytes[i] == '\n';
      if (feed || i == end - 1) {
        ends = count == ends.length ? Arrays.copyOf(ends, count * 2) : ends;
        ends[count++] = feed ? i : end;
      }
    }
    return Arrays.copyOf(ends, count);
  }

  /** A line that is too long to be held. */
  static final class LongLineException extends IOException {
    private static final long serialVersionUID = 1;
  }
}
