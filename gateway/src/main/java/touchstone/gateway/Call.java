package touchstone.gateway;

import java.util.Map;
import java.util.Optional;

/**
 * What a client asked for, apart from its body.
 *
 * @param path without the query
 * @param chunks whether the client understands chunked answers (HTTP/1.1)
 * @param keepAlive whether the client wants to use the connection again
 * @param passedOn headers that the engine may see
 * @param key that it bore, empty where none was asked for
 */
record Call(
    String method,
    String path,
    boolean chunks,
    boolean keepAlive,
    Map<String, String> passedOn,
    Optional<Key> key) {
  Call {
    passedOn = Map.copyOf(passedOn);
  }

  /** The same, bearing a key. */
  Call by(Key known) {
    return new Call(method, path, chunks, keepAlive, passedOn, Optional.of(known));
  }

  /** A request of which nothing could be understood. */
  static Call unknown() {
    return new Call("", "", true, false, Map.of(), Optional.empty());
  }
}
