package touchstone.imports;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A text file and its encoding: the byte order mark decides, else whichever of UTF-8 and GB18030
 * (which includes GBK) leaves fewer bytes undecoded over the whole file.
 *
 * @param markBytes length of the byte order mark
 */
record TextFile(Path path, Charset charset, int markBytes) {
  private static final Charset GB18030 = Charset.forName("GB18030");

  static TextFile of(Path path) throws IOException {
    byte[] head = new byte[4];
    int length;
    try (InputStream in = Files.newInputStream(path)) {
      length = in.readNBytes(head, 0, 4);
    }
    if (length >= 3 && head[0] == (byte) 0xEF && head[1] == (byte) 0xBB && head[2] == (byte) 0xBF) {
      return new TextFile(path, StandardCharsets.UTF_8, 3);
    }
    if (length >= 2 && head[0] == (byte) 0xFF && head[1] == (byte) 0xFE) {
      return new TextFile(path, StandardCharsets.UTF_16LE, 2);
    }
    if (length >= 2 && head[0] == (byte) 0xFE && head[1] == (byte) 0xFF) {
      return new TextFile(path, StandardCharsets.UTF_16BE, 2);
    }
    long unicode = undecoded(path, StandardCharsets.UTF_8, Long.MAX_VALUE);
    boolean chinese = unicode > 0 && undecoded(path, GB18030, unicode) < unicode;
    return new TextFile(path, chinese ? GB18030 : StandardCharsets.UTF_8, 0);
  }

  /** Characters; what cannot be decoded reads as U+FFFD. */
  Reader reader() throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
    in.skipNBytes(markBytes);
    return new InputStreamReader(
        in,
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE));
  }

  private static long undecoded(Path path, Charset charset, long enough) throws IOException {
    CharsetDecoder decoder = charset.newDecoder();
    CharBuffer out = CharBuffer.allocate(1 << 16);
    ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
    long faults = 0;
    try (InputStream in = Files.newInputStream(path)) {
      boolean end = false;
      while (!end && faults < enough) {
        int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
        end = read < 0;
        bytes.position(bytes.position() + Math.max(0, read)).flip();
        faults += faults(decoder, bytes, out, end);
        bytes.compact();
      }
    }
    return faults;
  }

  private static long faults(
      CharsetDecoder decoder, ByteBuffer bytes, CharBuffer out, boolean end) {
    long faults = 0;
    while (true) {
      out.clear();
      CoderResult result = decoder.decode(bytes, out, end);
      if (result.isError()) {
        faults++;
        bytes.position(bytes.position() + result.length());
      } else if (result.isUnderflow()) {
        return faults;
      }
    }
  }
}
