package touchstone.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import touchstone.testing.Script.Ending;

/** How an HTTP answer says where it ends. */
public enum Framing {
  CHUNKED("1.1", "Transfer-Encoding: chunked\r\n"),
  /** Chunked with extensions, upper-case sizes, leading zeros and trailers. */
  CHUNKED_ODD("1.1", "transfer-encoding:  Chunked \r\nTrailer: X-Checksum\r\n"),
  CONTENT_LENGTH("1.1", ""),
  CLOSE_DELIMITED("1.1", "Connection: close\r\n"),
  HTTP_1_0("1.0", "");

  private final String version;
  private final String header;

  Framing(String version, String header) {
    this.version = version;
    this.header = header;
  }

  /** The head that goes before a body of so many bytes. */
  String head(int status, String otherHeaders, int bodyLength) {
    String length = this == CONTENT_LENGTH ? "Content-Length: " + bodyLength + "\r\n" : "";
    return "HTTP/" + version + " " + status + " OK\r\n" + otherHeaders + header + length + "\r\n";
  }

  /** The parts of a body as they stand on the wire, the end mark with the last one. */
  List<byte[]> wrap(List<byte[]> parts) {
    List<byte[]> wrapped = new ArrayList<>();
    for (byte[] part : parts) {
      wrapped.add(chunked() ? chunk(part) : part);
    }
    if (chunked()) {
      wrapped.add(
          (this == CHUNKED_ODD ? "000;last\r\nX-Checksum: 1\r\n\r\n" : "0\r\n\r\n")
              .getBytes(US_ASCII));
    }
    return wrapped;
  }

  /** What the connection does after a whole answer. */
  Ending ending() {
    return chunked() || this == CONTENT_LENGTH ? Ending.KEEP : Ending.CLOSE;
  }

  private boolean chunked() {
    return this == CHUNKED || this == CHUNKED_ODD;
  }

  private byte[] chunk(byte[] part) {
    String size =
        this == CHUNKED_ODD
            ? "00%X ;name=\"a;b\"\r\n".formatted(part.length)
            : "%x\r\n".formatted(part.length);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(size.getBytes(US_ASCII));
    out.writeBytes(part);
    out.writeBytes("\r\n".getBytes(US_ASCII));
    return out.toByteArray();
  }
}
