package touchstone.endpoint;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** The JDK's selector. */
final class SelectorPoller implements Poller {
  private final Selector selector;
  private final LongSupplier clock;
  private final AtomicLong reads = new AtomicLong();

  SelectorPoller(LongSupplier clock) throws IOException {
    this.clock = clock;
    this.selector = Selector.open();
  }

  @Override
  public Link open(Connection owner) throws IOException {
    return new ChannelLink(this, owner);
  }

  @Override
  public void poll(long millis) throws IOException {
    selector.select(SelectorPoller::ready, millis);
  }

  @Override
  public void wakeup() {
    selector.wakeup();
  }

  @Override
  public StampCounts stampCounts() {
    return new StampCounts(0, reads.get(), 0, 0);
  }

  @Override
  public void close() throws IOException {
    selector.close();
  }

  Selector selector() {
    return selector;
  }

  /** The stamp of a read that has just returned. */
  long stampRead() {
    long now = clock.getAsLong();
    reads.setRelease(reads.getPlain() + 1);
    return now;
  }

  private static void ready(SelectionKey key) {
    if (key.isValid()) {
      ((Connection) key.attachment()).ready(key.readyOps());
    }
  }
}
