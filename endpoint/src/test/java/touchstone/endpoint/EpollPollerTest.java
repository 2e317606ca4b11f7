package touchstone.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What only the kernel's own sockets can get wrong. */
@Timeout(20)
class EpollPollerTest {
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  /** The kernel reports a hang-up also to those who wait for nothing: during a TLS handshake. */
  @Test
  void aLinkThatWaitsForNothingIsLeftAlone() throws Exception {
    if (!Engines.onLinux(EpollPollerTest.class)) {
      return;
    }
    EpollPoller poller = new EpollPoller(System::nanoTime);
    try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK)) {
      Link link = poller.open(connection(poller));
      link.connect(new InetSocketAddress(LOOPBACK, server.getLocalPort()));
      link.interest(SelectionKey.OP_READ);
      link.interest(0);
      Socket peer = server.accept();
      peer.setSoLinger(true, 0);
      peer.close();
      long start = System.nanoTime();
      poller.poll(300);
      assertThat(System.nanoTime() - start).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(250));
      link.close();
    } finally {
      poller.close();
    }
  }

  @Test
  void aStampNeverLiesBeforeTheReadBeforeIt() throws Exception {
    if (!Engines.onLinux(EpollPollerTest.class)) {
      return;
    }
    EpollPoller poller = new EpollPoller(System::nanoTime);
    try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK)) {
      Link link = poller.open(connection(poller));
      link.connect(new InetSocketAddress(LOOPBACK, server.getLocalPort()));
      List<Long> stamps = new ArrayList<>();
      try (Socket peer = server.accept()) {
        peer.setTcpNoDelay(true);
        // The kernel begins to stamp a moment after it was asked to.
        for (int i = 0; i < 5000 && poller.stampCounts().byKernel() < 100; i++) {
          LockSupport.parkNanos(200_000);
          long sent = System.nanoTime();
          peer.getOutputStream().write(i);
          stamps.add(read(link));
          assertThat(stamps.getLast()).isBetween(sent - 100_000, System.nanoTime());
        }
      }
      assertThat(stamps).isSorted();
      assertThat(poller.stampCounts().byKernel()).isEqualTo(100);
      link.close();
    } finally {
      poller.close();
    }
  }

  private static long read(Link link) throws Exception {
    ByteBuffer one = ByteBuffer.allocate(1);
    while (link.read(one) == 0) {
      Thread.onSpinWait();
    }
    return link.stampNanos();
  }

  private static Connection connection(Poller poller) throws Exception {
    EventLoop loop = new EventLoop(poller, System::nanoTime, SSLContext.getDefault(), true);
    Target target = new Target(false, "localhost", 9, List.of(new InetSocketAddress(LOOPBACK, 9)));
    return new Connection(loop, new Flight(0, target, ByteBuffer.allocate(0), System.nanoTime()));
  }
}
