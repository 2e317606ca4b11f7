package touchstone.deploy;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import touchstone.model.Text;

/**
 * The bytes of a GGUF file, front to back. Every length is checked against the bytes that are left
 * before it is used.
 */
final class GgufBytes implements AutoCloseable {
  private final InputStream in;
  private long left;

  /**
   * @param left bytes in the file
   */
  GgufBytes(InputStream in, long left) {
    this.in = in;
    this.left = left;
  }

  /** Bytes not read yet. */
  long left() {
    return left;
  }

  /** A count whose items, at their least size, fit into what is left of the file. */
  long count(long count, int leastBytes, String what) throws Malformed {
    if (count < 0 || count > left / leastBytes) {
      throw new Malformed(
          new Text(
              what + " 数目 " + Long.toUnsignedString(count) + " 超出了文件大小",
              what + " count " + Long.toUnsignedString(count) + " exceeds the file"));
    }
    return count;
  }

  /**
   * A string with its length before it.
   *
   * @param longest more bytes are refused
   * @param kept of its bytes, so many are returned; the rest is passed over
   */
  String string(long longest, int kept) throws IOException, Malformed {
    long length = unsigned(8);
    if (length < 0 || length > Math.min(longest, left)) {
      throw new Malformed(
          new Text(
              "字符串长度 " + Long.toUnsignedString(length) + " 超出了文件大小",
              "string length " + Long.toUnsignedString(length) + " exceeds the file"));
    }
    int read = (int) Math.min(length, kept);
    byte[] bytes = in.readNBytes(read);
    if (bytes.length < read) {
      throw new EOFException();
    }
    left -= read;
    skip(length - read);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** A little-endian number of some bytes. */
  long unsigned(int width) throws IOException {
    byte[] bytes = in.readNBytes(width);
    if (bytes.length < width) {
      throw new EOFException();
    }
    left -= width;
    long value = 0;
    for (int i = width - 1; i >= 0; i--) {
      value = value << 8 | (bytes[i] & 0xff);
    }
    return value;
  }

  /** Passes over some bytes. */
  void skip(long bytes) throws IOException {
    in.skipNBytes(bytes);
    left -= bytes;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** What makes the file no GGUF file. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1;

    final transient Text why;

    Malformed(Text why) {
      super(why.en());
      this.why = why;
    }
  }
}
