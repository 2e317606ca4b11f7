package touchstone.server;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a growing file of lines from a place on. The place behind a line is its number: who knows
 * it can go on there, whatever was restarted meanwhile. One object for one thread.
 */
final class JournalTail {
  private static final int PIECE = 64 * 1024;

  private final Path file;
  private long at;

  /** A whole line and the place behind it. */
  record Line(long end, String text) {}

  /**
   * @param from the place behind the last line that is known; one that is none starts over
   */
  JournalTail(Path file, String from) throws IOException {
    this.file = file;
    this.at =
        from.matches("\\d{1,15}") && isEnd(file, Long.parseLong(from)) ? Long.parseLong(from) : 0;
  }

  private static boolean isEnd(Path file, long place) throws IOException {
    if (place == 0 || !Files.exists(file)) {
      return false;
    }
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
      if (place > open.length()) {
        return false;
      }
      open.seek(place - 1);
      return open.read() == '\n';
    }
  }

  /** The next whole lines, none where nothing new stands there. */
  List<Line> next() throws IOException {
    if (!Files.exists(file) || Files.size(file) <= at) {
      return List.of();
    }
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
      byte[] piece = new byte[(int) Math.min(PIECE, open.length() - at)];
      open.seek(at);
      open.readFully(piece);
      return lines(piece);
    }
  }

  private List<Line> lines(byte[] piece) {
    List<Line> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < piece.length; i++) {
      if (piece[i] == '\n') {
        String text = new String(piece, start, i - start, StandardCharsets.UTF_8);
        lines.add(new Line(at + i + 1, text));
        start = i + 1;
      }
    }
    // a line longer than a piece is none of ours: step over it
    at += start == 0 && piece.length == PIECE ? PIECE : start;
    return lines;
  }
}
