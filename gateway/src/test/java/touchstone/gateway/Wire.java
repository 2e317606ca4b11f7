package touchstone.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;

/** A raw connection to a gateway: sends exactly these bytes, reads what comes. */
final class Wire implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;

  Wire(int port) throws IOException {
    socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port);
    socket.setSoTimeout(10_000);
    socket.setTcpNoDelay(true);
    in = socket.getInputStream();
  }

  Wire send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(UTF_8));
    socket.getOutputStream().flush();
    return this;
  }

  static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
  }

  static String post(String body, String... headers) {
    StringBuilder all =
        new StringBuilder("POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\n");
    for (String header : headers) {
      all.append(header).append("\r\n");
    }
    return all.append("Content-Length: ")
        .append(body.getBytes(UTF_8).length)
        .append("\r\n\r\n")
        .append(body)
        .toString();
  }

  /** Everything until the other side closes. */
  String rest() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      in.transferTo(all);
    } catch (SocketException reset) {
      all.writeBytes("[reset]".getBytes(UTF_8));
    }
    return all.toString(UTF_8);
  }

  /** Up to and including these words. */
  String until(String words) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    while (!all.toString(UTF_8).endsWith(words)) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("ended before '" + words + "': " + all.toString(UTF_8));
      }
      all.write(next);
    }
    return all.toString(UTF_8);
  }

  /** The next answer's head and, where its length is told, its body. */
  String answer() throws IOException {
    String head = until("\r\n\r\n");
    int at = head.toLowerCase(java.util.Locale.ROOT).indexOf("content-length: ");
    if (at < 0) {
      return head;
    }
    int length = Integer.parseInt(head.substring(at + 16, head.indexOf("\r\n", at)));
    return head + new String(in.readNBytes(length), UTF_8);
  }

  void pause(int millis) throws IOException {
    socket.setSoTimeout(millis);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
