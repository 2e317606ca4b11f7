package touchstone.endpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;

/** A bare socket. */
final class PlainTransport implements Transport {
  private final Link link;

  PlainTransport(Link link) {
    this.link = link;
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
    link.write(bytes);
    return !bytes.hasRemaining();
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    into.clear();
    int count = link.read(into);
    into.flip();
    return count;
  }

  @Override
  public long stampNanos() {
    return link.stampNanos();
  }
}
