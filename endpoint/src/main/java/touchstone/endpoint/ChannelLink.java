package touchstone.endpoint;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** A socket channel of the JDK; a stamp is taken right after the read returns. */
final class ChannelLink implements Link {
  private final SelectorPoller poller;
  private final SocketChannel channel;
  private final SelectionKey key;
  private long stamp;

  ChannelLink(SelectorPoller poller, Connection owner) throws IOException {
    this.poller = poller;
    this.channel = SocketChannel.open();
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    this.key = channel.register(poller.selector(), SelectionKey.OP_CONNECT, owner);
  }

  @Override
  public boolean connect(InetSocketAddress address) throws IOException {
    return channel.connect(address);
  }

  @Override
  public void finishConnect() throws IOException {
    channel.finishConnect();
  }

  @Override
  public void interest(int ops) {
    if (key.isValid()) {
      key.interestOps(ops);
    }
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    int count = channel.read(into);
    if (count > 0) {
      stamp = poller.stampRead();
    }
    return count;
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    channel.write(bytes);
  }

  @Override
  public long stampNanos() {
    return stamp;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
