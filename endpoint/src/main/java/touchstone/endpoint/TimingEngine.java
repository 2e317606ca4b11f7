package touchstone.endpoint;

/**
 * Sends bytes and stamps the arrival of what comes back. An engine owns its sockets and its
 * platform threads; its methods are thread-safe and do not block.
 */
sealed interface TimingEngine extends AutoCloseable permits SelectorEngine {
  /** The name in results, e.g. {@code nio}. */
  String name();

  /** Starts an exchange on a kept or a new connection. */
  void start(Flight flight);

  /** Ends an exchange now and closes its socket; nothing happens if it has ended already. */
  void abort(Flight flight, Broken why);

  /** Ends every exchange and closes every socket. */
  @Override
  void close();
}
