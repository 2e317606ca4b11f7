package touchstone.lifecycle.ssh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.random.RandomGenerator;

/** Ports of the two machines. */
final class Ports {
  private static final int FIRST = 20_000;
  private static final int LAST = 32_000;
  private static final int OFFERED = 8;

  private Ports() {}

  /** A port of this machine's loopback that is free now. */
  static int free() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ports below those that Linux gives to outgoing connections, to choose from. */
  static List<Integer> offered(RandomGenerator random) {
    return random.ints(OFFERED, FIRST, LAST).boxed().toList();
  }
}
