package touchstone.deploy;

import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The HTTP client of the hubs. It follows redirects by hand, so that a token is sent to the host
 * that it belongs to and to no other.
 */
final class Http implements AutoCloseable {
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final int MOST_REDIRECTS = 8;

  private final HttpClient client;
  private final Limits limits;

  /**
   * How long is waited.
   *
   * @param connect until the connection stands
   * @param answer until the head of the answer is there
   * @param stall without a byte
   */
  record Limits(Duration connect, Duration answer, Duration stall) {}

  Http(Limits limits, ProxySelector proxies) {
    this.limits = limits;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(limits.connect())
            .proxy(proxies)
            .build();
  }

  /** One answer; its body must be closed. */
  record Answer(int status, HttpHeaders headers, URI address, Chunks body)
      implements AutoCloseable {
    Optional<String> header(String name) {
      return headers.firstValue(name);
    }

    OptionalLong number(String name) {
      return header(name)
          .map(String::strip)
          .filter(text -> text.matches("[0-9]{1,18}"))
          .map(text -> OptionalLong.of(Long.parseLong(text)))
          .orElse(OptionalLong.empty());
    }

    boolean redirects() {
      return REDIRECTS.contains(status) && header("Location").isPresent();
    }

    @Override
    public void close() {
      body.close();
    }
  }

  /** Gets an address, following redirects. */
  Answer get(URI address, Optional<String> token, Map<String, String> headers)
      throws IOException, InterruptedException {
    return follow("GET", address, token, headers, Set.of());
  }

  /** Asks for the head of an address, following redirects until a header of these is there. */
  Answer head(URI address, Optional<String> token, Set<String> enough)
      throws IOException, InterruptedException {
    return follow("HEAD", address, token, Map.of(), enough);
  }

  Duration stall() {
    return limits.stall();
  }

  private Answer follow(
      String method,
      URI start,
      Optional<String> token,
      Map<String, String> headers,
      Set<String> enough)
      throws IOException, InterruptedException {
    URI address = start;
    for (int i = 0; i <= MOST_REDIRECTS; i++) {
      Answer answer = send(method, address, sameHost(start, address) ? token : none(), headers);
      if (!answer.redirects()
          || enough.stream().anyMatch(name -> answer.header(name).isPresent())) {
        return answer;
      }
      answer.close();
      address = next(address, answer.header("Location").orElseThrow());
    }
    throw new IOException("more than " + MOST_REDIRECTS + " redirects");
  }

  private static Optional<String> none() {
    return Optional.empty();
  }

  private Answer send(
      String method, URI address, Optional<String> token, Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .method(method, HttpRequest.BodyPublishers.noBody())
            .timeout(limits.answer())
            .header("User-Agent", "touchstone")
            .header("Accept-Encoding", "identity");
    headers.forEach(request::header);
    token.ifPresent(value -> request.header("Authorization", "Bearer " + value));
    HttpResponse<Chunks> response = client.send(request.build(), _ -> new Chunks());
    return new Answer(response.statusCode(), response.headers(), address, response.body());
  }

  private static URI next(URI address, String location) throws IOException {
    try {
      URI next = address.resolve(location);
      String scheme = String.valueOf(next.getScheme()).toLowerCase(Locale.ROOT);
      boolean lowered = "https".equals(address.getScheme()) && !scheme.equals("https");
      if (List.of("http", "https").contains(scheme) && next.getHost() != null && !lowered) {
        return next;
      }
    } catch (IllegalArgumentException _) {
      // said below
    }
    throw new IOException("refused redirect from " + address.getHost());
  }

  private static boolean sameHost(URI a, URI b) {
    return Objects.equals(a.getScheme(), b.getScheme())
        && String.valueOf(a.getHost()).equalsIgnoreCase(b.getHost())
        && a.getPort() == b.getPort();
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
