package touchstone.endpoint;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import touchstone.model.Text;

/** Linux epoll. An event names its socket by descriptor and serial: descriptors are used again. */
final class EpollPoller implements Poller {
  private final LongSupplier clock;
  private final NativeSockets sockets = new NativeSockets();
  private final EpollSet set = new EpollSet();
  private final KernelStamps stamps;
  private @Nullable EpollLink[] links = new EpollLink[64];
  private final int keeper;
  private int serials;

  EpollPoller(LongSupplier clock) throws IOException {
    this.clock = clock;
    this.keeper = keeper();
    this.stamps = new KernelStamps(clock, sockets::wallNanos);
  }

  /** Why this machine cannot have one; nothing if it can. */
  static Optional<Text> unavailable() {
    String machine = System.getProperty("os.name") + "/" + System.getProperty("os.arch");
    if (!Set.of("Linux/amd64", "Linux/aarch64").contains(machine)) {
      return Optional.of(
          new Text(
              "epoll 只在 x86-64 或 AArch64 的 Linux 上可用，这里是 " + machine,
              "epoll needs Linux on x86-64 or AArch64, this is " + machine));
    }
    try {
      new EpollPoller(System::nanoTime).close();
      return Optional.empty();
    } catch (IOException | RuntimeException | LinkageError refused) {
      return Optional.of(
          new Text(
              "系统不让用 epoll：" + refused.getMessage(),
              "the system refuses epoll: " + refused.getMessage()));
    }
  }

  @Override
  public Link open(Connection owner) {
    return new EpollLink(this, owner, ++serials);
  }

  @Override
  public void poll(long millis) throws IOException {
    int count = set.await((int) millis);
    for (int i = 0; i < count; i++) {
      int descriptor = set.descriptor(i);
      if (set.silenced(descriptor)) {
        continue;
      }
      EpollLink link = links[descriptor];
      if (link != null && link.serial() == set.serial(i)) {
        link.ready(ops(set.bits(i)));
      }
    }
  }

  @Override
  public void wakeup() {
    set.ring();
  }

  @Override
  public StampCounts stampCounts() {
    return stamps.counts();
  }

  @Override
  public void close() {
    sockets.close(keeper);
    set.close();
  }

  NativeSockets sockets() {
    return sockets;
  }

  KernelStamps stamps() {
    return stamps;
  }

  long nanos() {
    return clock.getAsLong();
  }

  /** A descriptor for a link that is about to connect; nothing is watched yet. */
  int admit(EpollLink link, InetSocketAddress to) throws IOException {
    int descriptor = sockets.open(NativeSockets.six(to));
    if (descriptor >= links.length) {
      links = Arrays.copyOf(links, Math.max(descriptor + 1, 2 * links.length));
    }
    links[descriptor] = link;
    return descriptor;
  }

  /** Changes what a link waits for; 0 stands for nothing. */
  void watch(EpollLink link, int before, int after) throws IOException {
    if (after == 0) {
      set.remove(link.descriptor());
    } else if (before == 0) {
      set.add(link.descriptor(), link.serial(), bits(after));
    } else {
      set.change(link.descriptor(), link.serial(), bits(after));
    }
  }

  /** Closes a descriptor, which takes it out of the set too. */
  void forget(int descriptor) {
    links[descriptor] = null;
    sockets.close(descriptor);
  }

  // The kernel begins to stamp a moment after the first socket has asked for it, and stops with the
  // last; a socket that asks for as long as the loop lives keeps it at it.
  private int keeper() throws IOException {
    try {
      return sockets.open(false);
    } catch (IOException refused) {
      set.close();
      throw refused;
    }
  }

  private static int bits(int ops) {
    boolean write = (ops & (SelectionKey.OP_WRITE | SelectionKey.OP_CONNECT)) != 0;
    boolean read = (ops & SelectionKey.OP_READ) != 0;
    return (read ? EpollSet.READABLE : 0) | (write ? EpollSet.WRITABLE : 0);
  }

  // What is broken is read: the read says how.
  private static int ops(int bits) {
    boolean read = (bits & (EpollSet.READABLE | EpollSet.BROKEN)) != 0;
    boolean write = (bits & EpollSet.WRITABLE) != 0;
    return (read ? SelectionKey.OP_READ : 0) | (write ? SelectionKey.OP_WRITE : 0);
  }
}
