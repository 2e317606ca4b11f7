package touchstone.cli;

import java.net.URI;
import java.util.Optional;

/** Addresses as people may see them, in a terminal, a file or a page. */
final class Shown {
  private Shown() {}

  /** Scheme, host, port and path, without what may be a password or a key. */
  static String address(URI url) {
    String authority = Optional.ofNullable(url.getRawAuthority()).orElse("");
    return "%s://%s%s"
        .formatted(
            url.getScheme(),
            authority.substring(authority.lastIndexOf('@') + 1),
            Optional.ofNullable(url.getRawPath()).orElse(""));
  }
}
