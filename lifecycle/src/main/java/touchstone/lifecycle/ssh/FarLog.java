package touchstone.lifecycle.ssh;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import touchstone.lifecycle.DeploymentFolder;
import touchstone.lifecycle.Faults;

/**
 * The part of a far log that is on this machine, where it stays after the other is gone. What a
 * terminal would obey is left out, and no line grows without end. It remembers how far it has read,
 * so that the next owner goes on there; a crash in between repeats lines and loses none. Confined
 * to one thread.
 */
final class FarLog {
  private static final int LONGEST_LINE = 8192;

  /** More than this behind, it goes on nearer to the end. */
  private static final long MOST_BEHIND = 8L << 20;

  private final Path file;
  private final Path mark;
  private long offset;
  private int column;
  private boolean lead;

  FarLog(DeploymentFolder folder) {
    this.file = folder.engineLog();
    this.mark = folder.path().resolve("engine.offset");
    this.offset = remembered();
  }

  private long remembered() {
    try {
      return Math.max(0, Long.parseLong(Files.readString(mark).strip()));
    } catch (NoSuchFileException | NumberFormatException none) {
      return 0;
    } catch (IOException e) {
      throw Faults.files(mark, e);
    }
  }

  /** Bytes of the far log that are known here. */
  long offset() {
    return offset;
  }

  /**
   * Adds what came.
   *
   * @param farBytes the size of the far log now
   */
  void add(byte[] bytes, long farBytes) {
    if (farBytes < offset) {
      // it was cleared away or replaced
      offset = 0;
      return;
    }
    if (bytes.length == 0) {
      return;
    }
    append(cleaned(bytes));
    offset += bytes.length;
    if (farBytes - offset > MOST_BEHIND) {
      append(
          ("\ntouchstone: left out " + (farBytes - offset - (1 << 20)) + " bytes of log\n")
              .getBytes(StandardCharsets.UTF_8));
      offset = farBytes - (1 << 20);
    }
    remember();
  }

  private void append(byte[] bytes) {
    try {
      Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw Faults.files(file, e);
    }
  }

  private void remember() {
    try {
      Files.writeString(mark, Long.toString(offset));
    } catch (IOException e) {
      throw Faults.files(mark, e);
    }
  }

  /** Without control characters of ASCII and of its extension, which UTF-8 writes as C2 80–9F. */
  private byte[] cleaned(byte[] bytes) {
    ByteArrayOutputStream clean = new ByteArrayOutputStream(bytes.length + 16);
    for (byte each : bytes) {
      int value = each & 0xFF;
      if (lead) {
        lead = false;
        if (value >= 0x80 && value < 0xA0) {
          continue;
        }
        clean.write(0xC2);
      }
      if (value == 0xC2) {
        lead = true;
      } else if (value == '\n' || value == '\r') {
        column = 0;
        clean.write(value);
      } else if ((value >= ' ' && value != 0x7F) || value == '\t') {
        fold(clean, value);
        clean.write(value);
      }
    }
    return clean.toByteArray();
  }

  private void fold(ByteArrayOutputStream clean, int value) {
    column++;
    if (column > LONGEST_LINE && (value & 0xC0) != 0x80) {
      clean.write('\n');
      column = 1;
    }
  }
}
