package touchstone.deploy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Speaks the protocols of both hubs on loopback, for one file: the hub on one port redirects to its
 * storage on another, which serves ranges and fails as told.
 */
final class StandInHub implements AutoCloseable {
  static final String REPO = "shop/tiny-GGUF";
  static final String FILE = "tiny-Q8_0.gguf";

  /** What the storage does to one request instead of serving it well. */
  sealed interface Fault {}

  /** Answers with a status. */
  record Status(int code) implements Fault {}

  /** Breaks the connection after so many bytes. */
  record CutAfter(int bytes) implements Fault {}

  /** Sends so many bytes, then nothing until the hub is closed. */
  record StallAfter(int bytes) implements Fault {}

  /** Serves the whole file although a range was asked for. */
  record IgnoreRange() implements Fault {}

  /** One request to the storage. */
  record Request(Optional<String> range, Optional<String> ifRange, Optional<String> token) {}

  final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
  final List<Request> served = new CopyOnWriteArrayList<>();
  final List<Optional<String>> hubTokens = new CopyOnWriteArrayList<>();
  volatile byte[] content;
  volatile String tag = "\"v1\"";
  volatile Optional<String> statedDigest;
  volatile int hubStatus = 302;
  volatile String errorCode = "";
  volatile Optional<String> demandedToken = Optional.empty();

  private final CountDownLatch closed = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer hub = server();
  private final HttpServer storage = server();

  StandInHub(byte[] content, String digest) {
    this.content = content;
    this.statedDigest = Optional.of(digest);
    hub.createContext("/" + REPO + "/resolve/", this::resolve);
    hub.createContext("/api/v1/models/" + REPO + "/repo/files", this::list);
    hub.createContext("/api/v1/models/" + REPO + "/repo", this::resolve);
    hub.createContext("/", exchange -> answer(exchange, 200, "a front page"));
    storage.createContext("/blob", this::serve);
    hub.start();
    storage.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + hub.getAddress().getPort());
  }

  private HttpServer server() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setExecutor(threads);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void resolve(HttpExchange exchange) throws IOException {
    Optional<String> token = header(exchange, "Authorization");
    hubTokens.add(token);
    if (demandedToken.isPresent() && !demandedToken.map(each -> "Bearer " + each).equals(token)) {
      exchange.getResponseHeaders().set("X-Error-Code", "GatedRepo");
      answer(exchange, 401, "");
      return;
    }
    if (!errorCode.isEmpty()) {
      exchange.getResponseHeaders().set("X-Error-Code", errorCode);
    }
    if (hubStatus == 302) {
      statedDigest.ifPresent(
          digest -> exchange.getResponseHeaders().set("X-Linked-Etag", "\"" + digest + "\""));
      exchange.getResponseHeaders().set("X-Linked-Size", Integer.toString(content.length));
      exchange
          .getResponseHeaders()
          .set("Location", "http://localhost:" + storage.getAddress().getPort() + "/blob?sig=x");
    }
    answer(exchange, hubStatus, "");
  }

  private void list(HttpExchange exchange) throws IOException {
    hubTokens.add(header(exchange, "Authorization"));
    String digest = statedDigest.orElse("");
    answer(
        exchange,
        hubStatus == 302 ? 200 : hubStatus,
        """
        {"Code":200,"Data":{"Files":[
          {"Path":"README.md","Size":1,"Sha256":"00","Type":"blob"},
          {"Path":"%s","Size":%d,"Sha256":"%s","Type":"blob"}]}}
        """
            .formatted(FILE, content.length, digest));
  }

  private void serve(HttpExchange exchange) throws IOException {
    Optional<String> range = header(exchange, "Range");
    Optional<String> ifRange = header(exchange, "If-Range");
    served.add(new Request(range, ifRange, header(exchange, "Authorization")));
    Optional<Fault> fault = Optional.ofNullable(faults.poll());
    if (fault.orElse(null) instanceof Status(int code)) {
      answer(exchange, code, "");
      return;
    }
    boolean partial =
        range.isPresent()
            && ifRange.map(tag::equals).orElse(true)
            && !(fault.orElse(null) instanceof IgnoreRange);
    int from = partial ? Integer.parseInt(range.orElseThrow().replaceAll("[^0-9]", "")) : 0;
    exchange.getResponseHeaders().set("ETag", tag);
    if (from > content.length) {
      answer(exchange, 416, "");
      return;
    }
    if (partial) {
      exchange
          .getResponseHeaders()
          .set(
              "Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
    }
    exchange.sendResponseHeaders(partial ? 206 : 200, content.length - from);
    send(exchange, Arrays.copyOfRange(content, from, content.length), fault);
  }

  private void send(HttpExchange exchange, byte[] bytes, Optional<Fault> fault) throws IOException {
    int most =
        switch (fault.orElse(new IgnoreRange())) {
          case CutAfter cut -> Math.min(cut.bytes(), bytes.length);
          case StallAfter stall -> Math.min(stall.bytes(), bytes.length);
          default -> bytes.length;
        };
    try (exchange) {
      OutputStream out = exchange.getResponseBody();
      out.write(bytes, 0, most);
      out.flush();
      if (fault.orElse(null) instanceof StallAfter) {
        closed.await(20, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    boolean empty = bytes.length == 0 || exchange.getRequestMethod().equals("HEAD");
    try (exchange) {
      exchange.sendResponseHeaders(status, empty ? -1 : bytes.length);
      if (!empty) {
        exchange.getResponseBody().write(bytes);
      }
    }
  }

  private static Optional<String> header(HttpExchange exchange, String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
  }

  @Override
  public void close() {
    closed.countDown();
    hub.stop(0);
    storage.stop(0);
    threads.shutdownNow();
  }
}
