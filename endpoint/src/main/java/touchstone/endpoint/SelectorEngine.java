package touchstone.endpoint;

import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/** The portable engine: NIO selectors; a stamp is taken right after the read returns. */
final class SelectorEngine implements TimingEngine {
  private final List<SelectorLoop> loops;

  SelectorEngine(int loops, LongSupplier clock, SSLContext tls, boolean keepsConnections) {
    this.loops =
        Stream.generate(() -> new SelectorLoop(clock, tls, keepsConnections)).limit(loops).toList();
    for (int i = 0; i < loops; i++) {
      Thread.ofPlatform().daemon().name("endpoint-loop-" + i).start(this.loops.get(i));
    }
  }

  @Override
  public String name() {
    return "nio";
  }

  @Override
  public void start(Flight flight) {
    SelectorLoop loop = loopOf(flight);
    loop.execute(() -> loop.start(flight));
  }

  @Override
  public void abort(Flight flight, Broken why) {
    SelectorLoop loop = loopOf(flight);
    loop.execute(() -> loop.abort(flight, why));
  }

  private SelectorLoop loopOf(Flight flight) {
    return loops.get(Math.floorMod(flight.lane(), loops.size()));
  }

  @Override
  public void close() {
    loops.forEach(SelectorLoop::close);
  }
}
