package touchstone.endpoint;

import java.io.IOException;
import java.util.Optional;
import java.util.function.LongSupplier;
import touchstone.model.Text;

/** The ways to stamp arrivals. */
public enum EngineKind {
  /** NIO selectors, on every system; stamped after the read. */
  NIO("nio"),
  /** Linux epoll, stamped by the kernel at arrival. */
  EPOLL("epoll");

  private final String word;

  EngineKind(String word) {
    this.word = word;
  }

  /** The name in results. */
  public String word() {
    return word;
  }

  /** Why this machine cannot have it; nothing if it can. */
  public Optional<Text> unavailable() {
    return this == EPOLL ? EpollPoller.unavailable() : Optional.empty();
  }

  /** What one event loop of this kind waits with. */
  Poller poller(LongSupplier clock) throws IOException {
    return switch (this) {
      case NIO -> new SelectorPoller(clock);
      case EPOLL -> new EpollPoller(clock);
    };
  }
}
