package touchstone.lifecycle.ssh;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import touchstone.lifecycle.Remote;

/**
 * Keeps a connection to a machine, and through it the tunnel, always at the same port of this
 * machine. Confined to one thread, but for {@link #close}.
 */
final class Line implements AutoCloseable {
  private static final int LONGEST_PAUSE_SECONDS = 16;

  private final Remote remote;
  private final KnownHosts known;
  private final Optional<Path> agent;
  private volatile @Nullable Connection connection;
  private OptionalInt localPort = OptionalInt.empty();
  private int farPort;
  private int failures;

  Line(Remote remote, KnownHosts known, Optional<Path> agent) {
    this.remote = remote;
    this.known = known;
    this.agent = agent;
  }

  /**
   * The connection, made anew where it broke, with its tunnel.
   *
   * @throws IOException where there is none now; {@link #pause} says when to try again
   */
  Connection up() throws IOException {
    Connection now = connection;
    if (now != null && now.isOpen()) {
      return now;
    }
    drop();
    try {
      Connection next = Connection.open(remote, known, agent, Stranger.REFUSED);
      connection = next;
      if (localPort.isPresent()) {
        next.forward(localPort.getAsInt(), farPort);
      }
      return next;
    } catch (IOException e) {
      drop();
      throw e;
    }
  }

  /** The far side answered. */
  void worked() {
    failures = 0;
  }

  /** From now on there is a tunnel, also after the connection was made anew. */
  void tunnel(int local, int far) throws IOException {
    Connection now = up();
    now.forward(local, far);
    localPort = OptionalInt.of(local);
    farPort = far;
  }

  /** The connection did not do what it should: it is given up. */
  void failed() {
    failures++;
    drop();
  }

  /** How often in a row it failed. */
  int failures() {
    return failures;
  }

  /** Before the next try: 1, 2, 4, 8, then 16 seconds. */
  Duration pause() {
    int doubled = 1 << Math.min(Math.max(0, failures - 1), 4);
    return Duration.ofSeconds(Math.min(LONGEST_PAUSE_SECONDS, doubled));
  }

  private void drop() {
    Connection now = connection;
    connection = null;
    if (now != null) {
      now.close();
    }
  }

  @Override
  public void close() {
    drop();
  }
}
