package touchstone.endpoint;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Status line and headers of an HTTP/1 response.
 *
 * @param minor 0 for HTTP/1.0
 * @param headers by lower-case name; repeated ones joined by a comma
 */
record ResponseHead(int minor, int status, Map<String, String> headers) {
  ResponseHead {
    headers = Map.copyOf(headers);
  }

  /** Reads a head without its empty line. */
  static ResponseHead parse(String text) throws BrokenException {
    String[] lines = text.split("\r?\n", -1);
    String start = lines[0];
    if (!start.matches("HTTP/1\\.[01] [1-5][0-9][0-9]( .*)?")) {
      String shown = start.substring(0, Math.min(40, start.length()));
      throw new BrokenException(
          Broken.Kind.NOT_HTTP, "the answer starts with '" + shown + "', expected HTTP/1.1 NNN");
    }
    Map<String, String> headers = new HashMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon <= 0) {
        throw new BrokenException(Broken.Kind.NOT_HTTP, "header line " + i + " has no colon");
      }
      headers.merge(
          lines[i].substring(0, colon).strip().toLowerCase(Locale.ROOT),
          lines[i].substring(colon + 1).strip(),
          (a, b) -> a + ", " + b);
    }
    return new ResponseHead(
        start.charAt(7) - '0', Integer.parseInt(start.substring(9, 12)), headers);
  }

  String header(String name) {
    return headers.getOrDefault(name, "");
  }

  boolean informational() {
    return status < 200;
  }

  boolean chunked() {
    return header("transfer-encoding").toLowerCase(Locale.ROOT).endsWith("chunked");
  }

  /** Whether the connection may carry another request, by what the server says. */
  boolean keepsAlive() {
    String connection = header("connection").toLowerCase(Locale.ROOT);
    return minor == 1 ? !connection.contains("close") : connection.contains("keep-alive");
  }

  /** The announced length of the body, empty where none is announced. */
  OptionalLong contentLength() throws BrokenException {
    String value = header("content-length");
    if (value.isEmpty()) {
      return OptionalLong.empty();
    }
    String first = value.split(",", -1)[0].strip();
    if (!first.matches("[0-9]{1,18}") || !value.replace(first, "").matches("[, ]*")) {
      throw new BrokenException(Broken.Kind.NOT_HTTP, "Content-Length '" + value + "'");
    }
    return OptionalLong.of(Long.parseLong(first));
  }
}
