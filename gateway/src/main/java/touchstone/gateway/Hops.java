package touchstone.gateway;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which headers cross the gateway. */
final class Hops {
  private static final Set<String> HERE_ONLY =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "server",
          "set-cookie");
  private static final List<String> PASSED_ON =
      List.of("accept", "user-agent", "x-request-id", "traceparent", "tracestate");

  private Hops() {}

  /** An engine's headers, but for those of its connection to us. */
  static void copy(HttpHeaders from, HttpHeaders to) {
    Set<String> dropped = new HashSet<>(HERE_ONLY);
    for (String line : from.getAll(HttpHeaderNames.CONNECTION)) {
      for (String name : line.split(",", -1)) {
        dropped.add(name.strip().toLowerCase(Locale.ROOT));
      }
    }
    from.forEach(header -> {
      if (!dropped.contains(header.getKey().toLowerCase(Locale.ROOT))) {
        to.add(header.getKey(), header.getValue());
      }
    });
  }

  /** The few headers of a client that an engine may see: no keys, no cookies. */
  static Map<String, String> passedOn(HttpRequest request) {
    Map<String, String> passed = new HashMap<>();
    for (String name : PASSED_ON) {
      String value = request.headers().get(name);
      if (value != null) {
        passed.put(name, value);
      }
    }
    return passed;
  }
}
