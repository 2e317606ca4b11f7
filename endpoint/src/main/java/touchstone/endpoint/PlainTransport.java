package touchstone.endpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.function.LongSupplier;

/** A bare socket. */
final class PlainTransport implements Transport {
  private final SocketChannel channel;
  private final LongSupplier clock;
  private long stamp;

  PlainTransport(SocketChannel channel, LongSupplier clock) {
    this.channel = channel;
    this.clock = clock;
  }

  @Override
  public boolean open() {
    return true;
  }

  @Override
  public int interest() {
    return SelectionKey.OP_READ;
  }

  @Override
  public boolean write(ByteBuffer bytes) throws IOException {
    channel.write(bytes);
    return !bytes.hasRemaining();
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    into.clear();
    int count = channel.read(into);
    stamp = clock.getAsLong();
    into.flip();
    return count;
  }

  @Override
  public long stampNanos() {
    return stamp;
  }
}
