package touchstone.gateway;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import touchstone.model.Text;

/**
 * What a request's head must pass before anything is done for it: unmistakable framing, a path of
 * ours, and, where only this machine may reach us, a Host that says so (a forged one is how a
 * foreign page comes in).
 *
 * @param local whether the gateway listens on loopback only
 */
record Gate(boolean local, GatewaySettings.Limits limits) {
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

  /**
   * The request's path without its query.
   *
   * @throws Refusal where it does not pass
   */
  String pass(HttpRequest request) {
    framing(request);
    host(request);
    String target = request.uri();
    if (!target.startsWith("/") || target.contains("#")) {
      throw Refusals.malformed(new Text("请求目标应以 / 开头", "the request's target must begin with /"));
    }
    return target.split("\\?", 2)[0];
  }

  private void framing(HttpRequest request) {
    List<String> codings = request.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
    boolean chunked = !codings.isEmpty();
    if (chunked
        && (codings.size() > 1
            || !codings.getFirst().strip().equalsIgnoreCase("chunked")
            || request.protocolVersion().equals(HttpVersion.HTTP_1_0))) {
      throw Refusals.malformed(
          new Text(
              "Transfer-Encoding 只能是一个 chunked（HTTP/1.1）",
              "Transfer-Encoding may be one 'chunked', in HTTP/1.1"));
    }
    if (HttpUtil.getContentLength(request, 0L) > limits.bodyBytes()) {
      throw Refusals.bodyTooLarge(limits.bodyBytes());
    }
    String expect = request.headers().get(HttpHeaderNames.EXPECT, "");
    if (!expect.isEmpty() && !expect.strip().equalsIgnoreCase("100-continue")) {
      throw Refusals.expectation(expect);
    }
  }

  private void host(HttpRequest request) {
    List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
    boolean old = request.protocolVersion().equals(HttpVersion.HTTP_1_0);
    if (hosts.size() > 1 || (hosts.isEmpty() && !old)) {
      throw Refusals.malformed(new Text("Host 请求头应恰好一个", "there must be exactly one Host header"));
    }
    if (local && !hosts.isEmpty() && !LOOPBACK.contains(name(hosts.getFirst()))) {
      throw Refusals.host(hosts.getFirst());
    }
  }

  private static String name(String host) {
    return host.strip().toLowerCase(Locale.ROOT).replaceFirst(":[0-9]{1,5}$", "");
  }

  /** A page of another site; only a key tells that its user wants this. */
  static Optional<Refusal> foreign(HttpRequest request) {
    String origin = request.headers().get(HttpHeaderNames.ORIGIN, "");
    String site = request.headers().get("Sec-Fetch-Site", "none");
    boolean ours = origin.isEmpty() || LOOPBACK.contains(name(origin.replaceFirst("^http://", "")));
    if (ours && !site.equals("cross-site")) {
      return Optional.empty();
    }
    return Optional.of(Refusals.origin(origin.isEmpty() ? site : origin));
  }

  /** Whether a body follows the head. */
  static boolean bodied(HttpRequest request) {
    return HttpUtil.isTransferEncodingChunked(request)
        || HttpUtil.getContentLength(request, 0L) > 0;
  }
}
