package touchstone.endpoint;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The bytes of one body as they came, with the stamp of the read that brought each of them. Grows
 * by doubling, so that a read allocates nothing in the usual case. Written by one event loop; read
 * by another thread after the exchange has ended.
 */
final class Capture {
  private final int limit;
  private byte[] bytes = new byte[2048];
  private int length;
  private int[] ends = new int[32];
  private long[] stamps = new long[32];
  private int reads;

  /** A capture that takes so many bytes at most. */
  Capture(int limit) {
    this.limit = limit;
  }

  /** Takes a number of bytes out of the source. */
  void append(ByteBuffer source, int count) throws BrokenException {
    if (count > limit - length) {
      throw new BrokenException(
          Broken.Kind.TOO_LARGE, "more than " + limit + " bytes in one answer");
    }
    if (length + count > bytes.length) {
      long doubled = Math.max(2L * bytes.length, (long) length + count);
      bytes = Arrays.copyOf(bytes, (int) Math.min(limit, doubled));
    }
    source.get(bytes, length, count);
    length += count;
  }

  /** Says that everything up to here arrived by this stamp, in nanoseconds. */
  void mark(long stampNanos) {
    if (length == (reads == 0 ? 0 : ends[reads - 1])) {
      return;
    }
    if (reads == ends.length) {
      ends = Arrays.copyOf(ends, 2 * reads);
      stamps = Arrays.copyOf(stamps, 2 * reads);
    }
    ends[reads] = length;
    stamps[reads] = stampNanos;
    reads++;
  }

  int length() {
    return length;
  }

  /** The bytes; only the first {@link #length} of them count. */
  byte[] bytes() {
    return bytes;
  }

  /** How many reads brought something. */
  int reads() {
    return reads;
  }

  /** Where the bytes of a read end (exclusive). */
  int endOfRead(int read) {
    return ends[read];
  }

  /** When a read brought its bytes. */
  long stampOfRead(int read) {
    return stamps[read];
  }

  /** When the byte at an index arrived. */
  long stampOf(int index) {
    int found = Arrays.binarySearch(ends, 0, reads, index + 1);
    return stamps[found >= 0 ? found : -found - 1];
  }

  /**
   * How much earlier than its stamp the byte at an index may have arrived: 0 where its read ends
   * within two bytes of it (the rest of a line's end), else the time since the read before.
   */
  long uncertaintyOf(int index) {
    int found = Arrays.binarySearch(ends, 0, reads, index + 1);
    int read = found >= 0 ? found : -found - 1;
    return read == 0 || ends[read] <= index + 2 ? 0 : stamps[read] - stamps[read - 1];
  }

  /** Whether the last bytes are {@code [DONE]} and an empty line: nothing that counts follows. */
  boolean endsWithDone() {
    int end = length;
    int feeds = 0;
    int returns = 0;
    for (; end > 0 && (bytes[end - 1] == '\n' || bytes[end - 1] == '\r'); end--) {
      if (bytes[end - 1] == '\n') {
        feeds++;
      } else {
        returns++;
      }
    }
    return Math.max(feeds, returns) >= 2
        && end >= 6
        && bytes[end - 1] == ']'
        && bytes[end - 6] == '['
        && bytes[end - 5] == 'D'
        && bytes[end - 2] == 'E';
  }
}
