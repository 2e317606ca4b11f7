package touchstone.gateway;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import touchstone.model.Text;

/**
 * A server that answers chat requests: an engine of ours, or somebody else's endpoint.
 *
 * @param url base address, e.g. {@code https://api.example/v1}
 * @param pinned the one address that is connected to; the name is never looked up again
 * @param model its own name for what it serves
 * @param key that it asks for
 * @param remedy what to do where it does not answer
 */
public record Engine(URI url, InetAddress pinned, String model, Optional<String> key, Text remedy) {
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  InetSocketAddress address() {
    int standard = secure() ? HTTPS : HTTP;
    return new InetSocketAddress(pinned, url.getPort() < 0 ? standard : url.getPort());
  }

  boolean secure() {
    return "https".equalsIgnoreCase(url.getScheme());
  }

  /** The name whose certificate is expected. */
  String host() {
    return url.getHost();
  }

  /** For the Host header. */
  String authority() {
    return url.getRawAuthority();
  }

  /** Where chat requests go. */
  String chatPath() {
    return url.getRawPath().replaceFirst("/+$", "") + "/chat/completions";
  }

  /** Without the key. */
  @Override
  public String toString() {
    return model + " at " + url;
  }
}
