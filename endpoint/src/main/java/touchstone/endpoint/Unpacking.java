package touchstone.endpoint;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Takes a content encoding off a captured body, read by read, so that each byte keeps the stamp of
 * the read that made it readable. Runs after the exchange has ended.
 */
final class Unpacking {
  private static final int GZIP_HEAD = 10;

  private Unpacking() {}

  /** The body in plain bytes. */
  static Capture unpack(Capture body, String encoding) throws BrokenException {
    return switch (encoding.strip().toLowerCase(Locale.ROOT)) {
      case "", "identity" -> body;
      case "gzip", "x-gzip" -> inflate(body, gzipHead(body), true);
      case "deflate" -> inflate(body, 0, false);
      default ->
          throw new BrokenException(
              Broken.Kind.NOT_HTTP,
              "Content-Encoding '" + encoding + "', expected none, gzip or deflate");
    };
  }

  private static Capture inflate(Capture packed, int start, boolean raw) throws BrokenException {
    Capture plain = new Capture(Flight.ANSWER_LIMIT);
    byte[] piece = new byte[8192];
    Inflater inflater = new Inflater(raw);
    try {
      int from = start;
      for (int read = 0; read < packed.reads() && !inflater.finished(); read++) {
        int to = packed.endOfRead(read);
        if (to <= from) {
          continue;
        }
        inflater.setInput(packed.bytes(), from, to - from);
        for (int count = inflater.inflate(piece); count > 0; count = inflater.inflate(piece)) {
          plain.append(ByteBuffer.wrap(piece), count);
        }
        plain.mark(packed.stampOfRead(read));
        from = to;
      }
    } catch (DataFormatException broken) {
      throw new BrokenException(
          Broken.Kind.NOT_HTTP, "compressed data is damaged: " + broken.getMessage());
    } finally {
      inflater.end();
    }
    return plain;
  }

  // RFC 1952: fixed head, then optional extra field, name, comment and head checksum.
  private static int gzipHead(Capture body) throws BrokenException {
    byte[] bytes = body.bytes();
    if (body.length() < GZIP_HEAD || (bytes[0] & 0xFF) != 0x1F || (bytes[1] & 0xFF) != 0x8B) {
      if (body.length() == 0) {
        return 0;
      }
      throw new BrokenException(Broken.Kind.NOT_HTTP, "Content-Encoding gzip on other bytes");
    }
    int flags = bytes[3];
    int at = GZIP_HEAD;
    if ((flags & 4) != 0 && at + 2 <= body.length()) {
      at += 2 + (bytes[at] & 0xFF) + 256 * (bytes[at + 1] & 0xFF);
    }
    for (int flag = 8; flag <= 16; flag *= 2) {
      if ((flags & flag) != 0) {
        while (at < body.length() && bytes[at] != 0) {
          at++;
        }
        at++;
      }
    }
    return Math.min(at + ((flags & 2) != 0 ? 2 : 0), body.length());
  }
}
