package touchstone.endpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/**
 * TLS over a socket: ALPN http/1.1, certificate and host name checked. Stamps are those of the
 * ciphertext. Checking certificates takes milliseconds and would spoil the stamps of other
 * connections, so it runs on another thread, which then calls back.
 */
final class TlsTransport implements Transport {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final Link link;
  private final SSLEngine engine;
  private final Runnable resume;
  private final ByteBuffer in;
  private final ByteBuffer out;
  private boolean opened;
  private volatile boolean busy;
  private long stamp;

  /**
   * A client side.
   *
   * @param resume called from another thread when {@link #open} can go on
   */
  TlsTransport(Link link, SSLContext context, Target target, Runnable resume) {
    this.link = link;
    this.resume = resume;
    this.engine = context.createSSLEngine(target.host(), target.port());
    engine.setUseClientMode(true);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    parameters.setApplicationProtocols(new String[] {"http/1.1"});
    engine.setSSLParameters(parameters);
    int packet = engine.getSession().getPacketBufferSize();
    this.in = ByteBuffer.allocate(2 * packet);
    this.out = ByteBuffer.allocate(2 * packet).flip();
  }

  @Override
  public boolean open() throws IOException {
    if (busy) {
      return false;
    }
    while (!opened) {
      if (!flush()) {
        return false;
      }
      boolean moved =
          switch (opened()) {
            case NEED_WRAP -> wrap(NOTHING);
            case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> unwrapHandshake();
            case NEED_TASK -> runTasks();
            case FINISHED, NOT_HANDSHAKING -> finishOpening();
          };
      if (!moved) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int interest() {
    int ops = SelectionKey.OP_READ | (out.hasRemaining() ? SelectionKey.OP_WRITE : 0);
    return busy ? 0 : ops;
  }

  private HandshakeStatus opened() throws SSLException {
    HandshakeStatus status = engine.getHandshakeStatus();
    if (status == HandshakeStatus.NOT_HANDSHAKING
        && engine.getSession().getProtocol().equals("NONE")) {
      engine.beginHandshake();
      return engine.getHandshakeStatus();
    }
    return status;
  }

  private boolean finishOpening() throws IOException {
    opened = flush();
    return opened;
  }

  private boolean runTasks() {
    busy = true;
    Thread.startVirtualThread(() -> {
      for (Runnable task = engine.getDelegatedTask();
          task != null;
          task = engine.getDelegatedTask()) {
        task.run();
      }
      busy = false;
      resume.run();
    });
    return false;
  }

  private boolean unwrapHandshake() throws IOException {
    in.flip();
    SSLEngineResult result = engine.unwrap(in, ByteBuffer.allocate(in.capacity()));
    in.compact();
    if (result.getStatus() != SSLEngineResult.Status.BUFFER_UNDERFLOW) {
      return result.getStatus() != SSLEngineResult.Status.CLOSED || closedEarly();
    }
    int count = link.read(in);
    return count > 0 || (count < 0 && closedEarly());
  }

  private static boolean closedEarly() throws BrokenException {
    throw new BrokenException(
        Broken.Kind.CLOSED_EARLY, "the other side closed during the TLS handshake");
  }

  @Override
  public boolean write(ByteBuffer bytes) throws IOException {
    while (flush() && bytes.hasRemaining()) {
      wrap(bytes);
    }
    return !bytes.hasRemaining() && !out.hasRemaining();
  }

  private boolean wrap(ByteBuffer bytes) throws SSLException {
    out.clear();
    engine.wrap(bytes, out);
    out.flip();
    return true;
  }

  private boolean flush() throws IOException {
    if (out.hasRemaining()) {
      link.write(out);
    }
    return !out.hasRemaining();
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    into.clear();
    int count = link.read(in);
    if (count > 0) {
      stamp = link.stampNanos();
    }
    in.flip();
    int room = engine.getSession().getApplicationBufferSize();
    while (in.hasRemaining() && into.remaining() >= room) {
      SSLEngineResult result = engine.unwrap(in, into);
      answerKeyUpdate(result);
      if (result.getStatus() != SSLEngineResult.Status.OK) {
        break;
      }
    }
    in.compact();
    into.flip();
    boolean ended = count < 0 || engine.isInboundDone();
    return into.hasRemaining() ? into.remaining() : ended ? -1 : 0;
  }

  private void answerKeyUpdate(SSLEngineResult result) throws IOException {
    if (result.getHandshakeStatus() == HandshakeStatus.NEED_WRAP && !out.hasRemaining()) {
      wrap(NOTHING);
      flush();
    }
  }

  @Override
  public long stampNanos() {
    return stamp;
  }
}
