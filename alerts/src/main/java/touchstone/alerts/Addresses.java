package touchstone.alerts;

import java.net.URI;
import java.util.Set;

/** Which addresses may be spoken to in the clear. */
final class Addresses {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

  private Addresses() {}

  static boolean loopback(URI url) {
    return url.getHost() != null && LOOPBACK.contains(url.getHost());
  }
}
