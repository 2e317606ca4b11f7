package touchstone.endpoint;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * Where to connect.
 *
 * @param host for SNI, the certificate check and the Host header
 * @param addresses tried in order, at least one
 */
record Target(boolean tls, String host, int port, List<InetSocketAddress> addresses) {
  Target {
    addresses = List.copyOf(addresses);
  }

  /** What kept connections are told apart by. */
  String pool() {
    return (tls ? "https://" : "http://") + host + ":" + port;
  }
}
