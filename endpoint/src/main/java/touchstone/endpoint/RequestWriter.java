package touchstone.endpoint;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import touchstone.model.Endpoint;
import touchstone.model.ProblemException;

/** Writes the bytes of one request, secrets included; what it returns must not be printed. */
final class RequestWriter {
  private static final Set<String> OURS =
      Set.of("content-length", "transfer-encoding", "connection", "host", "content-type");

  private final Endpoint endpoint;
  private final ChatAddress address;
  private final Secrets secrets;
  private final boolean keepsConnections;

  RequestWriter(Endpoint endpoint, ChatAddress address, Secrets secrets, boolean keepsConnections) {
    this.endpoint = endpoint;
    this.address = address;
    this.secrets = secrets;
    this.keepsConnections = keepsConnections;
  }

  ByteBuffer post(byte[] json) {
    String head =
        start("POST " + address.chatPath())
            + "Content-Type: application/json\r\nContent-Length: "
            + json.length
            + "\r\n\r\n";
    byte[] bytes = head.getBytes(ISO_8859_1);
    return ByteBuffer.allocate(bytes.length + json.length).put(bytes).put(json).flip();
  }

  ByteBuffer get(String path) {
    return ByteBuffer.wrap((start("GET " + path) + "\r\n").getBytes(ISO_8859_1));
  }

  private String start(String methodAndPath) {
    StringBuilder head = new StringBuilder(methodAndPath + " HTTP/1.1\r\n");
    head.append("Host: " + address.authority() + "\r\n");
    headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    return head.append(keepsConnections ? "" : "Connection: close\r\n").toString();
  }

  private Map<String, String> headers() {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.put("User-Agent", "touchstone");
    headers.put("Accept", "text/event-stream, application/json");
    headers.put("Accept-Encoding", "identity");
    endpoint
        .apiKey()
        .filter(key -> !key.isBlank())
        .ifPresent(key -> headers.put("Authorization", "Bearer " + checked("apiKey", key)));
    endpoint.headers().forEach((name, value) -> headers.put(name(name), checked(name, value)));
    return headers;
  }

  private static String name(String name) {
    boolean token = name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    if (!token || OURS.contains(name.toLowerCase(Locale.ROOT))) {
      throw new ProblemException(Faults.headerName(name.replaceAll("\\p{Cntrl}", "?")));
    }
    return name;
  }

  private String checked(String name, String template) {
    String value = secrets.expand(template);
    boolean printable = value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c < 256 && c != 127));
    if (!printable) {
      throw new ProblemException(Faults.headerValue(name));
    }
    return value;
  }
}
