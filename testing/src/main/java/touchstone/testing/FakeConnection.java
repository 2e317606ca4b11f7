package touchstone.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import touchstone.model.Ticker;
import touchstone.testing.Script.Piece;

/** One accepted connection: reads requests, plays scripts. Used by one thread. */
final class FakeConnection {
  private static final int MOST_HEADERS = 200;
  private static final int LONGEST_LINE = 1 << 16;

  private final Socket socket;
  private final Ticker ticker;
  private final InputStream in;
  private final OutputStream out;

  FakeConnection(Socket socket, Ticker ticker) throws IOException {
    this.socket = socket;
    this.ticker = ticker;
    this.in = new BufferedInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
  }

  /** The next request, empty when the client closed. */
  Optional<FakeRequest> read(AtomicInteger numbers, int connection) throws IOException {
    String[] start = line().split(" ", -1);
    if (start.length < 3) {
      return Optional.empty();
    }
    Map<String, String> headers = new HashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon < 0 || headers.size() >= MOST_HEADERS) {
        throw new ProtocolException("no header of a request: " + line);
      }
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    String body = new String(in.readNBytes(length(headers)), UTF_8);
    int number = start[0].equals("GET") ? -1 : numbers.getAndIncrement();
    return Optional.of(
        new FakeRequest(number, connection, start[0], start[1], headers, body, ticker.nanos()));
  }

  private static int length(Map<String, String> headers) throws ProtocolException {
    String length = headers.getOrDefault("content-length", "0");
    if (!length.matches("\\d{1,8}")) {
      throw new ProtocolException("no length of a request: " + length);
    }
    return Integer.parseInt(length);
  }

  /** Sends a script; true if the connection may carry another request. */
  boolean play(Script script, FakeTimeline timeline) throws IOException, InterruptedException {
    for (Piece piece : script.pieces()) {
      pause(piece.delay());
      byte[] bytes = piece.bytes();
      timeline.add(ticker.nanos(), bytes.length);
      out.write(bytes);
      out.flush();
    }
    return end(script.ending());
  }

  private boolean end(Script.Ending ending) throws IOException {
    switch (ending) {
      case KEEP, CLOSE -> {}
      case RESET -> socket.setSoLinger(true, 0);
      case HANG -> in.transferTo(OutputStream.nullOutputStream());
    }
    return ending == Script.Ending.KEEP;
  }

  private void pause(Duration delay) throws InterruptedException {
    if (delay.isPositive()) {
      ticker.sleep(delay);
    }
  }

  private String line() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      bytes.write(b);
      if (bytes.size() > LONGEST_LINE) {
        throw new ProtocolException("a line of more than " + LONGEST_LINE + " bytes");
      }
    }
    return bytes.toString(ISO_8859_1).stripTrailing();
  }
}
