package touchstone.lifecycle.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Reads what is added to a log, and keeps its last lines. Progress bars that redraw a line count as
 * lines of their own. Confined to one thread.
 */
public final class LogFollower {
  private static final int KEPT = 200;
  private static final int MOST_AT_ONCE = 1 << 20;
  private static final int LONGEST_LINE = 8192;

  private final Path file;
  private final Deque<String> last = new ArrayDeque<>();
  private long read;
  private String begun = "";

  /**
   * @param from bytes that are skipped
   */
  public LogFollower(Path file, long from) {
    this.file = file;
    this.read = from;
  }

  /** The bytes that a file has now, 0 where it is not there. */
  public static long size(Path file) {
    try {
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  /** The whole lines that came since the last call; none where the file cannot be read. */
  public List<String> more() {
    List<String> lines = new ArrayList<>();
    String text = begun + added();
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\n' || text.charAt(i) == '\r') {
        if (i > start) {
          lines.add(text.substring(start, i));
        }
        start = i + 1;
      }
    }
    begun = text.substring(start);
    if (begun.length() > LONGEST_LINE) {
      lines.add(begun);
      begun = "";
    }
    lines.forEach(this::keep);
    return List.copyOf(lines);
  }

  private void keep(String line) {
    last.addLast(line);
    if (last.size() > KEPT) {
      last.removeFirst();
    }
  }

  /** The last lines that were read, oldest first. */
  public List<String> last(int count) {
    return last.stream().skip(Math.max(0, last.size() - count)).toList();
  }

  private String added() {
    if (size(file) <= read) {
      return "";
    }
    try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
      log.seek(read);
      byte[] bytes = new byte[(int) Math.min(MOST_AT_ONCE, log.length() - read)];
      log.readFully(bytes);
      int whole = whole(bytes);
      read += whole;
      return new String(bytes, 0, whole, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  /** Bytes up to the last that do not break a character in two. */
  private static int whole(byte[] bytes) {
    int end = bytes.length;
    while (end > 0 && bytes.length - end < 3 && (bytes[end - 1] & 0xC0) == 0x80) {
      end--;
    }
    boolean lead = end > 0 && (bytes[end - 1] & 0xC0) == 0xC0;
    boolean broken =
        lead && bytes.length - end < Integer.numberOfLeadingZeros(~bytes[end - 1] << 24) - 1;
    return broken ? end - 1 : bytes.length;
  }
}
