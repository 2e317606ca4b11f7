package touchstone.endpoint;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;

/** A socket of the kernel, stamped by the kernel when its bytes arrived. */
final class EpollLink implements Link {
  private static final int NONE = -1;

  private final EpollPoller poller;
  private final Connection owner;
  private final int serial;
  private int descriptor = NONE;
  private int interest;
  private long stamp;

  EpollLink(EpollPoller poller, Connection owner, int serial) {
    this.poller = poller;
    this.owner = owner;
    this.serial = serial;
  }

  @Override
  public boolean connect(InetSocketAddress address) throws IOException {
    stamp = poller.nanos();
    descriptor = poller.admit(this, address);
    boolean stands = poller.sockets().connect(descriptor, address);
    interest(SelectionKey.OP_CONNECT);
    return stands;
  }

  @Override
  public void finishConnect() throws IOException {
    poller.sockets().finishConnect(descriptor);
  }

  // The kernel reports a hang-up whatever the interest is; only a socket that is taken out of the
  // set stays silent.
  @Override
  public void interest(int ops) throws IOException {
    if (descriptor != NONE && ops != interest) {
      poller.watch(this, interest, ops);
      interest = ops;
    }
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    int count = poller.sockets().receive(descriptor, into);
    if (count > 0) {
      long arrival = poller.stamps().arrival(poller.sockets().kernelStampNanos());
      stamp = arrival - stamp > 0 ? arrival : stamp;
    }
    return count;
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    poller.sockets().send(descriptor, bytes);
  }

  @Override
  public long stampNanos() {
    return stamp;
  }

  @Override
  public void close() {
    if (descriptor != NONE) {
      poller.forget(descriptor);
      descriptor = NONE;
    }
  }

  /** Passes on what the kernel says, in the bits of a {@link SelectionKey}. */
  void ready(int ops) {
    owner.ready(interest == SelectionKey.OP_CONNECT ? SelectionKey.OP_CONNECT : ops);
  }

  int descriptor() {
    return descriptor;
  }

  int serial() {
    return serial;
  }
}
