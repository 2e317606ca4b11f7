package touchstone.endpoint;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import touchstone.model.Ticker;
import touchstone.testing.FakeEndpoint;
import touchstone.testing.Script;

@OnEachEngine
@Timeout(20)
class TimingEngineTest {
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  private final EngineKind kind;

  TimingEngineTest(EngineKind kind) {
    this.kind = kind;
  }

  @Test
  void anAddressThatRefusesIsPassedOver() throws Exception {
    int refusing;
    try (ServerSocket free = new ServerSocket(0, 1, LOOPBACK)) {
      refusing = free.getLocalPort();
    }
    try (FakeEndpoint fake = FakeEndpoint.inTurn(Script.json(200, "{}"));
        TimingEngine engine = engine(2)) {
      Flight flight = fly(engine, List.of(refusing, fake.port()));
      assertThat(flight.head().orElseThrow().status()).isEqualTo(200);
      assertThat(fly(engine, List.of(refusing, refusing)).broken().orElseThrow().kind())
          .isEqualTo(Broken.Kind.REFUSED);
      assertThat(engine.name()).isEqualTo(kind.word());
    }
  }

  @Test
  void aClosedEngineFailsAFlightAtOnce() throws Exception {
    TimingEngine engine = engine(1);
    engine.close();
    assertThat(fly(engine, List.of(9)).broken().orElseThrow().kind())
        .isEqualTo(Broken.Kind.CANCELLED);
  }

  @Test
  void everyReadIsStampedAndCounted() throws Exception {
    try (FakeEndpoint fake = FakeEndpoint.inTurn(Script.json(200, "{}"));
        TimingEngine engine = engine(1)) {
      // the kernel begins to stamp a moment after it was first asked to
      long patienceNanos = System.nanoTime() + 5_000_000_000L;
      int flights = 0;
      while (flights < 20
          || (kind == EngineKind.EPOLL
              && engine.stamps().byKernel() == 0
              && System.nanoTime() < patienceNanos)) {
        fly(engine, List.of(fake.port()));
        flights++;
      }
      StampCounts stamps = engine.stamps();
      assertThat(stamps.byKernel() + stamps.byRead()).isGreaterThanOrEqualTo(20);
      assertThat(stamps.byKernel() > 0).isEqualTo(kind == EngineKind.EPOLL);
    }
  }

  private TimingEngine engine(int loops) throws Exception {
    return TimingEngine.start(kind, loops, System::nanoTime, SSLContext.getDefault(), true);
  }

  private static Flight fly(TimingEngine engine, List<Integer> ports) throws Exception {
    List<InetSocketAddress> addresses =
        ports.stream().map(port -> new InetSocketAddress(LOOPBACK, port)).toList();
    Target target = new Target(false, "127.0.0.1", ports.getLast(), addresses);
    ByteBuffer request = ByteBuffer.wrap("POST / HTTP/1.1\r\n\r\n".getBytes(US_ASCII));
    Flight flight = new Flight(0, target, request, Ticker.system().nanos());
    engine.start(flight);
    assertThat(flight.await(Clients.SHORT, System::nanoTime)).isEmpty();
    return flight;
  }
}
