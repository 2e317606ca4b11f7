package touchstone.endpoint;

import java.net.URI;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;

/**
 * An endpoint's address taken apart.
 *
 * @param host without brackets
 * @param base path up to the version, without a slash at the end
 * @param query with its question mark, or empty; never shown
 */
record ChatAddress(boolean tls, String host, int port, String base, String query) {
  private static final String CHAT = "/chat/completions";

  /**
   * Reads a base address with or without {@code /v1} or a slash at the end, or the full path of the
   * chat API.
   *
   * @throws ProblemException if it is no http or https address, or carries a user or password
   */
  static ChatAddress of(URI url) {
    String scheme = String.valueOf(url.getScheme());
    boolean tls = scheme.equalsIgnoreCase("https");
    if (!tls && !scheme.equalsIgnoreCase("http")) {
      throw new ProblemException(Faults.scheme(scheme, shown(url)));
    }
    String authority = url.getRawAuthority() == null ? "" : url.getRawAuthority();
    if (authority.contains("@")) {
      throw new ProblemException(Faults.userInfo());
    }
    int colon = authority.lastIndexOf(':');
    boolean hasPort = colon > authority.lastIndexOf(']');
    String host = hasPort ? authority.substring(0, colon) : authority;
    return new ChatAddress(
        tls,
        host(host, url),
        hasPort ? port(authority.substring(colon + 1), url) : tls ? 443 : 80,
        base(url.getRawPath() == null ? "" : url.getRawPath()),
        url.getRawQuery() == null ? "" : "?" + url.getRawQuery());
  }

  String chatPath() {
    return base + CHAT + query;
  }

  String modelsPath() {
    return base + "/models" + query;
  }

  /** The Host header's value. */
  String authority() {
    String literal = host.contains(":") ? "[" + host + "]" : host;
    return port == (tls ? 443 : 80) ? literal : literal + ":" + port;
  }

  /** What people may see: no query, it may carry a key. */
  String shown() {
    return (tls ? "https://" : "http://") + authority() + base;
  }

  private static String shown(URI url) {
    return url.toString().replaceAll("//[^/]*@", "//…@").replaceAll("\\?.*", "");
  }

  private static String host(String host, URI url) {
    if (host.isEmpty()) {
      throw new ProblemException(
          new Problem(
              new Text(
                  "地址 %s 里没有主机名".formatted(shown(url)),
                  "the address %s names no host".formatted(shown(url))),
              Faults.exampleAddress()));
    }
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  private static int port(String text, URI url) {
    if (!text.matches("[0-9]{1,5}")
        || Integer.parseInt(text) > 65535
        || Integer.parseInt(text) == 0) {
      throw new ProblemException(
          new Problem(
              new Text(
                  "地址 %s 的端口“%s”不对，应为 1 到 65535".formatted(shown(url), text),
                  "the port '%s' in %s is not between 1 and 65535".formatted(text, shown(url))),
              Faults.exampleAddress()));
    }
    return Integer.parseInt(text);
  }

  private static String base(String path) {
    String base = path.replaceAll("/+$", "");
    if (base.endsWith(CHAT)) {
      base = base.substring(0, base.length() - CHAT.length());
    }
    return base.isEmpty() && !path.startsWith(CHAT) ? "/v1" : base;
  }
}
