package touchstone.endpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;

/**
 * One event loop: a platform thread, a poller and the connections that it owns. Other threads only
 * put tasks into its queue.
 */
final class EventLoop implements Runnable {
  private static final Broken CLOSED = new Broken(Broken.Kind.CANCELLED, "the client was closed");

  // Servers drop idle connections after 5 s (uvicorn) to 75 s (nginx).
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(4);
  private static final long DROP_EVERY_NANOS = IDLE_NANOS / 4;
  private static final int BUFFER_BYTES = 64 * 1024;

  private final Poller poller;
  private final LongSupplier clock;
  private final SSLContext tls;
  private final boolean keepsConnections;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final Set<Connection> connections = new HashSet<>();
  private final Map<String, Deque<Connection>> kept = new HashMap<>();
  private long nextDropNanos;
  private volatile boolean closing;
  private volatile boolean stopped;

  EventLoop(Poller poller, LongSupplier clock, SSLContext tls, boolean keepsConnections) {
    this.poller = poller;
    this.clock = clock;
    this.tls = tls;
    this.keepsConnections = keepsConnections;
    this.nextDropNanos = clock.getAsLong();
  }

  @Override
  public void run() {
    try {
      while (!closing) {
        poller.poll(IDLE_NANOS / 1_000_000);
        runTasks();
        dropIdleNowAndThen();
      }
    } catch (IOException failed) {
      closing = true;
    } finally {
      new ArrayList<>(connections).forEach(connection -> connection.close(CLOSED));
      stopped = true;
      runTasks();
      release();
    }
  }

  /** Runs a task on the loop's thread, or soon after its end on this one. */
  void execute(Runnable task) {
    tasks.add(task);
    poller.wakeup();
    if (stopped) {
      runTasks();
    }
  }

  /** Starts a flight on a kept connection if there is a fresh one. */
  void start(Flight flight) {
    Optional<Connection> fresh = takeKept(flight.target().pool());
    if (fresh.isPresent()) {
      fresh.get().reuse(flight);
    } else {
      connect(flight);
    }
  }

  /** Starts a flight on a new connection. */
  void connect(Flight flight) {
    if (closing) {
      flight.fail(CLOSED, nanos());
      return;
    }
    try {
      Connection connection = new Connection(this, flight);
      connections.add(connection);
      connection.connect();
    } catch (IOException | RuntimeException failed) {
      flight.fail(
          new Broken(Broken.Kind.UNREACHABLE, String.valueOf(failed.getMessage())), nanos());
    }
  }

  void abort(Flight flight, Broken why) {
    connections.stream()
        .filter(connection -> connection.carries(flight))
        .findFirst()
        .ifPresentOrElse(connection -> connection.close(why), () -> flight.fail(why, nanos()));
  }

  void keep(Connection connection) {
    if (keepsConnections) {
      kept.computeIfAbsent(connection.pool(), _ -> new ArrayDeque<>()).push(connection);
    } else {
      connection.close(CLOSED);
    }
  }

  void forget(Connection connection) {
    connections.remove(connection);
    Deque<Connection> pool = kept.get(connection.pool());
    if (pool != null) {
      pool.remove(connection);
    }
  }

  void close() {
    closing = true;
    poller.wakeup();
  }

  StampCounts stamps() {
    return poller.stampCounts();
  }

  /** A new socket for a connection of this loop. */
  Link open(Connection owner) throws IOException {
    return poller.open(owner);
  }

  ByteBuffer buffer() {
    return buffer;
  }

  SSLContext tls() {
    return tls;
  }

  long nanos() {
    return clock.getAsLong();
  }

  /** Gives the poller back; by whoever made a loop that never ran, else by its own thread. */
  void release() {
    try {
      poller.close();
    } catch (IOException ignored) {
      // Every socket is closed by now; nothing depends on the poller.
    }
  }

  private void runTasks() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  private Optional<Connection> takeKept(String pool) {
    dropIdle(nanos());
    return Optional.ofNullable(kept.get(pool)).map(Deque::poll);
  }

  private void dropIdleNowAndThen() {
    long now = nanos();
    if (now - nextDropNanos >= 0) {
      nextDropNanos = now + DROP_EVERY_NANOS;
      dropIdle(now);
    }
  }

  private void dropIdle(long now) {
    for (Deque<Connection> pool : kept.values()) {
      while (!pool.isEmpty() && now - pool.getLast().idleSinceNanos() >= IDLE_NANOS) {
        pool.getLast().close(CLOSED);
      }
    }
  }
}
