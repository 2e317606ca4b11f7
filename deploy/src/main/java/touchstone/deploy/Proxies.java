package touchstone.deploy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Takes the proxy from HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY, as pip and curl do; without
 * them from Java's own settings. Loopback is always reached directly.
 */
final class Proxies extends ProxySelector {
  private static final List<Proxy> DIRECT = List.of(Proxy.NO_PROXY);

  private final Map<String, String> environment;

  Proxies(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  @Override
  public List<Proxy> select(URI uri) {
    String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
    if (host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]")) {
      return DIRECT;
    }
    Optional<String> given =
        variable(String.valueOf(uri.getScheme()) + "_proxy").or(() -> variable("all_proxy"));
    if (given.isEmpty()) {
      return Optional.ofNullable(ProxySelector.getDefault())
          .map(selector -> selector.select(uri))
          .orElse(DIRECT);
    }
    return excepted(host) ? DIRECT : proxy(given.get());
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException cause) {
    // the request itself fails and says so
  }

  private boolean excepted(String host) {
    return variable("no_proxy").stream()
        .flatMap(list -> Arrays.stream(list.split("[,\\s]+")))
        .map(each -> each.toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", ""))
        .filter(each -> !each.isEmpty())
        .anyMatch(each -> each.equals("*") || host.equals(each) || host.endsWith("." + each));
  }

  private static List<Proxy> proxy(String address) {
    try {
      URI uri = URI.create(address.contains("://") ? address : "http://" + address);
      if (uri.getHost() != null && "http".equalsIgnoreCase(uri.getScheme())) {
        int port = uri.getPort() < 0 ? 80 : uri.getPort();
        return List.of(
            new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(uri.getHost(), port)));
      }
    } catch (IllegalArgumentException _) {
      // no proxy that could be used
    }
    return DIRECT;
  }

  private Optional<String> variable(String name) {
    return Stream.of(name, name.toUpperCase(Locale.ROOT))
        .map(each -> environment.getOrDefault(each, "").strip())
        .filter(value -> !value.isEmpty())
        .findFirst();
  }
}
