package touchstone.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A loop that allocated with every chunk would bring the collector into the measurement. */
@OnEachEngine
@Timeout(60)
class AllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final TrialLoad LONG = new TrialLoad(16, 0, 1000, Duration.ofNanos(300_000));
  private static final TrialLoad SHORT = new TrialLoad(16, 0, 8, Duration.ofNanos(300_000));

  // Until the compiler has seen everything a call through the C library allocates a little.
  private static final int WAVES = 30;

  private final EngineKind kind;

  AllocationTest(EngineKind kind) {
    this.kind = kind;
  }

  @Test
  void aChunkAllocatesNothingBeyondWhatIsStored() throws Exception {
    Set<Long> others = threads();
    try (TimingEngine engine =
        TimingEngine.start(kind, 1, System::nanoTime, SSLContext.getDefault(), true)) {
      long loop = loop(others);
      long chunks = (long) LONG.streams() * (LONG.steps() - SHORT.steps());
      long least = Long.MAX_VALUE;
      long leastShort = Long.MAX_VALUE;
      double each = Double.MAX_VALUE;
      for (int wave = 0; wave < WAVES && each >= 1; wave++) {
        leastShort = Math.min(leastShort, beyondStored(engine, loop, SHORT));
        least = Math.min(least, beyondStored(engine, loop, LONG));
        each = (double) (least - leastShort) / chunks;
      }
      assertThat(each).as("bytes a chunk beyond what is stored").isLessThan(1);
    }
  }

  private static long beyondStored(TimingEngine engine, long loop, TrialLoad load)
      throws Exception {
    long before = THREADS.getThreadAllocatedBytes(loop);
    List<Flight> flights = fly(engine, load);
    long allocated = THREADS.getThreadAllocatedBytes(loop) - before;
    return allocated - flights.stream().mapToLong(AllocationTest::grown).sum();
  }

  /** What an array that doubles from its first length has allocated on its way to the last. */
  private static long grown(Flight flight) {
    long bytes = 0;
    for (long length = 4096; length <= flight.body().bytes().length; length *= 2) {
      bytes += length;
    }
    for (long reads = 64; reads / 2 < flight.body().reads(); reads *= 2) {
      bytes += reads * (Integer.BYTES + Long.BYTES);
    }
    return bytes;
  }

  private static List<Flight> fly(TimingEngine engine, TrialLoad load) throws Exception {
    byte[] request = "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    Timeouts patient =
        new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(25));
    try (TruthServer server = TruthServer.start(load)) {
      InetSocketAddress address = server.address();
      Target target = new Target(false, "localhost", address.getPort(), List.of(address));
      List<Flight> flights = new ArrayList<>();
      for (int i = 0; i < load.streams(); i++) {
        flights.add(new Flight(0, target, ByteBuffer.wrap(request), System.nanoTime()));
        engine.start(flights.getLast());
      }
      for (Flight flight : flights) {
        assertThat(flight.await(patient, System::nanoTime)).isEmpty();
        assertThat(EventStream.parse(flight.body())).hasSize(load.steps());
      }
      return flights;
    }
  }

  private static Set<Long> threads() {
    return Arrays.stream(THREADS.getAllThreadIds()).boxed().collect(Collectors.toSet());
  }

  private static long loop(Set<Long> others) {
    return Arrays.stream(THREADS.getAllThreadIds())
        .filter(id -> !others.contains(id))
        .filter(id -> THREADS.getThreadInfo(id).getThreadName().startsWith("endpoint-loop"))
        .findFirst()
        .orElseThrow();
  }
}
