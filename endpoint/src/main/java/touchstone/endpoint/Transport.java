package touchstone.endpoint;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A connected socket with or without TLS, never blocking. Used by one event loop. */
sealed interface Transport permits PlainTransport, TlsTransport {
  /** Goes on with the opening; true once bytes can be sent. */
  boolean open() throws IOException;

  /** The selection keys that the opening waits for. */
  int interest();

  /** Writes what it can; true once everything is with the kernel. */
  boolean write(ByteBuffer bytes) throws IOException;

  /**
   * Reads once into a cleared buffer and flips it.
   *
   * @return how many bytes there are now, 0 for none, −1 at the end
   */
  int read(ByteBuffer into) throws IOException;

  /** When the bytes of the last read that brought something arrived. */
  long stampNanos();
}
