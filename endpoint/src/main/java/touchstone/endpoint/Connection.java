package touchstone.endpoint;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import javax.net.ssl.SSLException;

/** One socket of a {@link EventLoop} and the flight on it. Touched only by that loop. */
final class Connection {
  private final EventLoop loop;
  private final String pool;
  private final long createdNanos;
  private final Queue<InetSocketAddress> addresses;
  private Optional<Flight> flight;
  private Link link;
  private Transport transport;
  private ByteBuffer unsent = ByteBuffer.allocate(0);
  private boolean open;
  private boolean closed;
  private boolean reused;
  private long idleSinceNanos;

  /** Starts to connect for a flight. */
  Connection(EventLoop loop, Flight flight) throws IOException {
    this.loop = loop;
    this.pool = flight.target().pool();
    this.createdNanos = loop.nanos();
    this.addresses = new ArrayDeque<>(flight.target().addresses());
    this.flight = Optional.of(flight);
    this.link = loop.open(this);
    this.transport = transport();
  }

  /** Goes on with connecting; separate from construction, because it may fail at once. */
  void connect() {
    try {
      if (link.connect(addresses.remove())) {
        connected();
      }
    } catch (IOException | RuntimeException failed) {
      connectFailed(failed);
    }
  }

  /** Sends the next request over a kept connection. */
  void reuse(Flight next) {
    flight = Optional.of(next);
    reused = true;
    next.connected(0);
    try {
      send(next);
    } catch (IOException failed) {
      fail(failed);
    }
  }

  /** The loop says what is possible, in the bits of a {@link SelectionKey}. */
  void ready(int ops) {
    try {
      if (closed) {
        return;
      }
      if ((ops & SelectionKey.OP_CONNECT) != 0) {
        finishConnect();
      } else if (!open) {
        goOn();
      } else {
        if ((ops & SelectionKey.OP_READ) != 0) {
          readAll();
        }
        if (!closed && (ops & SelectionKey.OP_WRITE) != 0) {
          write();
        }
      }
    } catch (IOException | RuntimeException failed) {
      fail(failed);
    }
  }

  /** Continues the opening after a delegated task. */
  void resume() {
    if (!closed) {
      try {
        goOn();
      } catch (IOException | RuntimeException failed) {
        fail(failed);
      }
    }
  }

  boolean carries(Flight other) {
    return flight.filter(mine -> mine == other).isPresent();
  }

  Optional<Flight> flight() {
    return flight;
  }

  String pool() {
    return pool;
  }

  long idleSinceNanos() {
    return idleSinceNanos;
  }

  /** Closes the socket and fails the flight, if there is one. */
  void close(Broken why) {
    release();
    flight.ifPresent(lost -> lost.fail(why, loop.nanos()));
    flight = Optional.empty();
  }

  private Transport transport() {
    Target target = flight.orElseThrow().target();
    return target.tls()
        ? new TlsTransport(link, loop.tls(), target, () -> loop.execute(this::resume))
        : new PlainTransport(link);
  }

  private void finishConnect() throws IOException {
    try {
      link.finishConnect();
    } catch (IOException failed) {
      connectFailed(failed);
      return;
    }
    connected();
  }

  private void connectFailed(Exception failed) {
    if (addresses.isEmpty()) {
      boolean refused = failed instanceof ConnectException;
      close(
          new Broken(
              refused ? Broken.Kind.REFUSED : Broken.Kind.UNREACHABLE,
              failed.getMessage() == null ? failed.toString() : failed.getMessage()));
      return;
    }
    try {
      link.close();
      link = loop.open(this);
      transport = transport();
      connect();
    } catch (IOException again) {
      close(new Broken(Broken.Kind.UNREACHABLE, String.valueOf(again.getMessage())));
    }
  }

  private void connected() throws IOException {
    link.interest(SelectionKey.OP_READ);
    goOn();
  }

  private void goOn() throws IOException {
    open = transport.open();
    if (open) {
      Flight mine = flight.orElseThrow();
      mine.connected(loop.nanos() - createdNanos);
      send(mine);
    } else {
      link.interest(transport.interest());
    }
  }

  private void send(Flight mine) throws IOException {
    unsent = mine.request();
    mine.sending(loop.nanos());
    write();
  }

  // A server may answer and close before it has read the whole request: a failed write is no end
  // yet, what it said may still be there to be read.
  private void write() throws IOException {
    boolean more;
    try {
      more = !transport.write(unsent);
    } catch (IOException failed) {
      more = false;
    }
    link.interest(SelectionKey.OP_READ | (more ? SelectionKey.OP_WRITE : 0));
  }

  private void readAll() throws IOException {
    ByteBuffer buffer = loop.buffer();
    int count = transport.read(buffer);
    while (count > 0) {
      boolean full = buffer.limit() == buffer.capacity();
      if (!take(buffer) || closed || !(full || transport instanceof TlsTransport)) {
        return;
      }
      count = transport.read(buffer);
    }
    if (count < 0) {
      ended();
    }
  }

  /** Hands bytes to the flight; false when the flight is over. */
  private boolean take(ByteBuffer buffer) throws IOException {
    if (flight.isEmpty()) {
      release();
      return false;
    }
    Flight mine = flight.get();
    if (!mine.received(buffer, transport.stampNanos())) {
      return true;
    }
    boolean clean = !buffer.hasRemaining() && !unsent.hasRemaining() && mine.keepsAlive();
    flight = Optional.empty();
    if (clean) {
      idleSinceNanos = loop.nanos();
      loop.keep(this);
    } else {
      release();
    }
    mine.finish(loop.nanos());
    return false;
  }

  private void ended() {
    if (flight.isPresent() && flight.get().endsByClose()) {
      Flight mine = flight.get();
      flight = Optional.empty();
      release();
      mine.finish(loop.nanos());
    } else {
      lost(new Broken(Broken.Kind.CLOSED_EARLY, "the server closed before its answer was whole"));
    }
  }

  private void fail(Exception failed) {
    lost(
        switch (failed) {
          case BrokenException known -> known.broken();
          case SSLException tls -> TlsFault.of(tls);
          case IOException io -> new Broken(Broken.Kind.RESET, String.valueOf(io.getMessage()));
          default -> new Broken(Broken.Kind.NOT_HTTP, failed.toString());
        });
  }

  // A kept connection that dies before the first byte of an answer was closed by the server
  // meanwhile; that is no fault, a new one is made.
  private void lost(Broken why) {
    Optional<Flight> mine = flight;
    boolean stale = reused && mine.isPresent() && !mine.get().anyByte();
    if (stale) {
      flight = Optional.empty();
      release();
      loop.connect(mine.get());
    } else {
      close(why);
    }
  }

  private void release() {
    closed = true;
    loop.forget(this);
    try {
      link.close();
    } catch (IOException ignored) {
      // Nothing depends on a socket that is given up.
    }
  }
}
