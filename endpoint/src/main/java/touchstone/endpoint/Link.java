package touchstone.endpoint;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * One TCP socket of an event loop, never blocking. Interests are the bits of {@link
 * java.nio.channels.SelectionKey}. Used by one event loop.
 */
sealed interface Link permits ChannelLink, EpollLink {
  /** Starts to connect; true if it stands at once, else the loop says when to go on. */
  boolean connect(InetSocketAddress address) throws IOException;

  /** Ends the connecting that {@link #connect} began. */
  void finishConnect() throws IOException;

  /** Says what to wait for, 0 for nothing at all; does nothing on a closed socket. */
  void interest(int ops) throws IOException;

  /** Reads once; how many bytes came, 0 for none, −1 at the end. */
  int read(ByteBuffer into) throws IOException;

  /** Writes once what the kernel takes. */
  void write(ByteBuffer bytes) throws IOException;

  /**
   * When the last of the bytes that the last read brought arrived, on the loop's clock, never
   * before the stamp of an earlier read. The bytes before it arrived after that earlier stamp.
   */
  long stampNanos();

  void close() throws IOException;
}
