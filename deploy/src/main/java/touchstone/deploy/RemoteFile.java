package touchstone.deploy;

import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file on a hub, as the hub states it.
 *
 * @param address where its bytes are asked for; it may redirect
 * @param sha256 pinned, or stated by the hub
 */
record RemoteFile(
    Hubs.Hub hub, String repo, String sourceId, URI address, OptionalLong bytes, String sha256) {

  RemoteFile {
    if (sha256.length() != 64) {
      throw new IllegalArgumentException("sha256 '" + sha256 + "', expected 64 digits");
    }
  }

  Optional<String> token() {
    return hub.token();
  }
}
