package touchstone.endpoint;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;

/**
 * Sends bytes and stamps the arrival of what comes back. An engine owns its sockets and its
 * platform threads, one an event loop; what differs between the kinds lies behind {@link Poller}.
 * Its methods are thread-safe and, but for {@link #lagNanos}, do not block.
 */
final class TimingEngine implements AutoCloseable {
  private final EngineKind kind;
  private final List<EventLoop> loops;

  private TimingEngine(EngineKind kind, List<EventLoop> loops) {
    this.kind = kind;
    this.loops = loops;
  }

  /**
   * A running engine.
   *
   * @throws IOException if the system refuses what its event loops wait with
   */
  static TimingEngine start(
      EngineKind kind, int loops, LongSupplier clock, SSLContext tls, boolean keepsConnections)
      throws IOException {
    List<EventLoop> opened = new ArrayList<>();
    try {
      for (int i = 0; i < loops; i++) {
        opened.add(new EventLoop(kind.poller(clock), clock, tls, keepsConnections));
      }
    } catch (IOException refused) {
      opened.forEach(EventLoop::release);
      throw refused;
    }
    for (int i = 0; i < loops; i++) {
      Thread.ofPlatform().daemon().name("endpoint-loop-" + i).start(opened.get(i));
    }
    return new TimingEngine(kind, List.copyOf(opened));
  }

  /** How many event loops suit this machine. */
  static int loops() {
    return Math.clamp(Runtime.getRuntime().availableProcessors() / 4, 1, 4);
  }

  /** The name in results, {@code nio} or {@code epoll}. */
  String name() {
    return kind.word();
  }

  EngineKind kind() {
    return kind;
  }

  /** How the bytes received up to now were stamped, all loops together. */
  StampCounts stamps() {
    return loops.stream().map(EventLoop::stamps).reduce(StampCounts.NONE, StampCounts::plus);
  }

  /** How long the slowest loop takes to turn to a task given now; waits for it. */
  long lagNanos(LongSupplier clock) throws InterruptedException {
    long given = clock.getAsLong();
    LongAccumulator slowest = new LongAccumulator(Math::max, 0);
    CountDownLatch all = new CountDownLatch(loops.size());
    loops.forEach(loop ->
        loop.execute(() -> {
          slowest.accumulate(clock.getAsLong() - given);
          all.countDown();
        }));
    all.await();
    return slowest.get();
  }

  /** Starts an exchange on a kept or a new connection. */
  void start(Flight flight) {
    EventLoop loop = loopOf(flight);
    loop.execute(() -> loop.start(flight));
  }

  /** Ends an exchange now and closes its socket; nothing happens if it has ended already. */
  void abort(Flight flight, Broken why) {
    EventLoop loop = loopOf(flight);
    loop.execute(() -> loop.abort(flight, why));
  }

  /** Ends every exchange and closes every socket. */
  @Override
  public void close() {
    loops.forEach(EventLoop::close);
  }

  private EventLoop loopOf(Flight flight) {
    return loops.get(Math.floorMod(flight.lane(), loops.size()));
  }
}
