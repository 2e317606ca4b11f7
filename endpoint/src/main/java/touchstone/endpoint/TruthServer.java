package touchstone.endpoint;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A server on loopback that writes into every event when it was sent: {@link System#nanoTime}, read
 * right before the write. It waits for all its clients and then sends one event to each of them a
 * step, in turn. Ends by itself; one thread.
 */
final class TruthServer implements Closeable {
  private static final int DIGITS = 19;

  // Keeps the number of digits the same whatever the clock's origin is.
  private static final long BASE = 1_000_000_000_000_000_000L;
  private static final byte[] HEAD =
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
          .getBytes(US_ASCII);
  private static final byte[] BEFORE = "1b\r\ndata: ".getBytes(US_ASCII);
  private static final byte[] AFTER = "\n\n\r\n".getBytes(US_ASCII);
  private static final byte[] END = "0\r\n\r\n".getBytes(US_ASCII);

  private final TrialLoad load;
  private final ServerSocketChannel door;
  private final List<SocketChannel> clients = new ArrayList<>();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(4096);

  private TruthServer(TrialLoad load, ServerSocketChannel door) {
    this.load = load;
    this.door = door;
  }

  /** A running server for one trial. */
  static TruthServer start(TrialLoad load) throws IOException {
    ServerSocketChannel door = ServerSocketChannel.open();
    door.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), load.streams());
    TruthServer server = new TruthServer(load, door);
    Thread.ofPlatform().daemon().name("truth-server").start(server::serve);
    return server;
  }

  InetSocketAddress address() throws IOException {
    return (InetSocketAddress) door.getLocalAddress();
  }

  /** When the event with this data was sent; {@link Long#MIN_VALUE} for what is not ours. */
  static long sentNanos(String data) {
    return data.length() == DIGITS && data.chars().allMatch(c -> c >= '0' && c <= '9')
        ? Long.parseLong(data) - BASE
        : Long.MIN_VALUE;
  }

  /** Gives up; what is under way ends early. */
  @Override
  public void close() throws IOException {
    door.close();
  }

  private void serve() {
    try {
      while (clients.size() < load.streams()) {
        SocketChannel client = door.accept();
        clients.add(client);
        answer(client);
      }
      emit();
    } catch (IOException gone) {
      // The client misses what was not sent, and says so.
    } finally {
      clients.forEach(TruthServer::hangUp);
    }
  }

  private void answer(SocketChannel client) throws IOException {
    client.setOption(java.net.StandardSocketOptions.TCP_NODELAY, true);
    String asked = "";
    while (!asked.endsWith("\r\n\r\n")) {
      if (client.read(buffer.clear()) < 0) {
        return;
      }
      asked += US_ASCII.decode(buffer.flip());
    }
    client.write(buffer.clear().put(HEAD).flip());
  }

  private void emit() throws IOException {
    long start = System.nanoTime() + load.gap().toNanos();
    for (int step = 0; step < load.steps(); step++) {
      long due = start + step * load.gap().toNanos();
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(this, left);
      }
      for (int i = 0; i < clients.size(); i++) {
        event();
        clients.get(i).write(buffer);
      }
    }
    for (SocketChannel client : clients) {
      client.write(buffer.clear().put(END).flip());
    }
  }

  private void event() {
    buffer.clear().put(BEFORE);
    buffer.position(BEFORE.length + DIGITS).put(AFTER);
    long stamp = System.nanoTime() + BASE;
    for (int i = BEFORE.length + DIGITS - 1; i >= BEFORE.length; i--) {
      buffer.put(i, (byte) ('0' + stamp % 10));
      stamp /= 10;
    }
    buffer.flip();
  }

  private static void hangUp(SocketChannel client) {
    try {
      client.close();
    } catch (IOException ignored) {
      // It is gone either way.
    }
  }
}
