package touchstone.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * What one request gets: pieces of bytes, each written at once after its delay, and what becomes of
 * the connection then.
 *
 * @param pieces walked once; may be endless
 */
public record Script(Iterable<Piece> pieces, Ending ending) {
  /** What the connection does after the last piece. */
  public enum Ending {
    /** Waits for the next request. */
    KEEP,
    /** Closes in order. */
    CLOSE,
    /** Breaks off with a TCP reset. */
    RESET,
    /** Says nothing more and stays open. */
    HANG
  }

  /** Bytes that are written in one go. */
  public static final class Piece {
    private final Duration delay;
    private final byte[] bytes;

    /** Bytes that go out a delay after the piece before. */
    public Piece(Duration delay, byte[] bytes) {
      this.delay = delay;
      this.bytes = bytes.clone();
    }

    /** How long after the piece before. */
    public Duration delay() {
      return delay;
    }

    /** What is written. */
    public byte[] bytes() {
      return bytes.clone();
    }
  }

  /** Never a byte of answer. */
  public static Script silence() {
    return new Script(List.of(), Ending.HANG);
  }

  /** The connection is reset without an answer. */
  public static Script reset() {
    return new Script(List.of(), Ending.RESET);
  }

  /** The same, its first byte so much later. */
  Script after(Duration delay) {
    List<Piece> later = new ArrayList<>();
    for (Piece piece : pieces) {
      later.add(later.isEmpty() ? new Piece(delay.plus(piece.delay()), piece.bytes()) : piece);
    }
    return new Script(later, ending);
  }

  /** The text as it stands, at once. */
  public static Script raw(String text, Ending ending) {
    return new Script(List.of(new Piece(Duration.ZERO, text.getBytes(UTF_8))), ending);
  }

  /** The same bytes again and again after a head, without end. */
  public static Script endless(String head, String again, Duration gap) {
    Piece first = new Piece(Duration.ZERO, head.getBytes(UTF_8));
    Piece rest = new Piece(gap, again.getBytes(UTF_8));
    return new Script(() -> new Endless(first, rest), Ending.CLOSE);
  }

  /** A plain answer with a JSON body. */
  public static Script json(int status, String body) {
    return json(status, body, Map.of());
  }

  /** A plain answer with a JSON body and further headers. */
  public static Script json(int status, String body, Map<String, String> headers) {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Scripted\r\n");
    head.append("Content-Type: application/json\r\n");
    headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    head.append("Content-Length: " + body.getBytes(UTF_8).length + "\r\n\r\n");
    return raw(head + body, Ending.KEEP);
  }

  /** An error object as chat servers send it. */
  public static Script error(int status, String code, String message) {
    return json(status, errorBody(code, message));
  }

  /** 429, with Retry-After unless that is empty. */
  public static Script tooMany(String retryAfter) {
    String body = errorBody("rate_limit_exceeded", "Too many requests");
    return json(429, body, retryAfter.isEmpty() ? Map.of() : Map.of("Retry-After", retryAfter));
  }

  /** The body of an error object. */
  public static String errorBody(String code, String message) {
    return "{\"error\":{\"message\":%s,\"type\":\"invalid_request_error\",\"code\":%s}}"
        .formatted(JsonText.quote(message), JsonText.quote(code));
  }

  private static final class Endless implements Iterator<Piece> {
    private final Piece first;
    private final Piece rest;
    private boolean started;

    Endless(Piece first, Piece rest) {
      this.first = first;
      this.rest = rest;
    }

    @Override
    public boolean hasNext() {
      return true;
    }

    @Override
    public Piece next() {
      boolean again = started;
      started = true;
      return again ? rest : first;
    }
  }
}
