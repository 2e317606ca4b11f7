package touchstone.endpoint;

import java.io.IOException;

/**
 * Waits for the sockets of one event loop. Used by that loop; only {@link #wakeup} and {@link
 * #stampCounts} may be called by other threads.
 */
sealed interface Poller permits SelectorPoller, EpollPoller {
  /** A new socket, not connected yet. */
  Link open(Connection owner) throws IOException;

  /** Waits for so many milliseconds at most and tells each connection what is possible. */
  void poll(long millis) throws IOException;

  /** Ends the present or the next wait. */
  void wakeup();

  /** How its sockets' reads were stamped up to now. */
  StampCounts stampCounts();

  void close() throws IOException;
}
