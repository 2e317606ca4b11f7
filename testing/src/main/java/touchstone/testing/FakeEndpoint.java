package touchstone.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Function;
import touchstone.model.Endpoint;
import touchstone.model.Ticker;

/**
 * A scripted chat server on loopback that keeps the true timeline of what it sent. Requests for
 * {@code …/models} are answered by itself (one model, {@code fake}); every other request gets the
 * script that a function of the request returns. Any number of connections at once; thread-safe.
 */
public final class FakeEndpoint implements AutoCloseable {
  private static final String MODELS = "{\"object\":\"list\",\"data\":[{\"id\":\"fake\"}]}";

  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  private final ServerSocket server;
  private final Function<FakeRequest, Script> responder;
  private final Ticker ticker;
  private final String scheme;
  private final Optional<BiConsumer<FakeRequest, Delivery>> told;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final List<FakeRequest> requests = new CopyOnWriteArrayList<>();
  private final List<FakeTimeline> timelines = new CopyOnWriteArrayList<>();
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicInteger numbers = new AtomicInteger();

  private FakeEndpoint(
      ServerSocket server, String scheme, Function<FakeRequest, Script> responder) {
    this(server, scheme, responder, Optional.empty());
  }

  private FakeEndpoint(
      ServerSocket server,
      String scheme,
      Function<FakeRequest, Script> responder,
      Optional<BiConsumer<FakeRequest, Delivery>> told) {
    this.server = server;
    this.scheme = scheme;
    this.responder = responder;
    this.told = told;
    this.ticker = Ticker.system();
  }

  /** A server on 127.0.0.1 and a free port. */
  public static FakeEndpoint start(Function<FakeRequest, Script> responder) {
    return start(responder, "127.0.0.1");
  }

  /** A server on a free port of a loopback address, {@code ::1} for example. */
  public static FakeEndpoint start(Function<FakeRequest, Script> responder, String address) {
    try {
      ServerSocket socket = new ServerSocket(0, 512, InetAddress.ofLiteral(address));
      return new FakeEndpoint(socket, "http", answeringModels(responder)).listen();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** A server that gives its scripts one after the other, and the last one ever after. */
  public static FakeEndpoint inTurn(Script... scripts) {
    return start(request -> scripts[Math.min(request.number(), scripts.length - 1)]);
  }

  /** A server that hands every request, {@code …/models} too, to the function. */
  public static FakeEndpoint raw(Function<FakeRequest, Script> responder) {
    return at(0, responder);
  }

  /** The same on a port of the caller's choice. */
  static FakeEndpoint at(int port, Function<FakeRequest, Script> responder) {
    try {
      ServerSocket socket = new ServerSocket(port, 512, LOOPBACK);
      return new FakeEndpoint(socket, "http", responder).listen();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /**
   * A server for as long as somebody wants it: keeps nothing, tells instead what each request got,
   * from the request's own thread.
   *
   * @param port 0 for a free one
   * @throws IOException if the port is taken
   */
  public static FakeEndpoint telling(
      int port, Function<FakeRequest, Script> responder, BiConsumer<FakeRequest, Delivery> told)
      throws IOException {
    ServerSocket socket = new ServerSocket(port, 4096, LOOPBACK);
    return new FakeEndpoint(socket, "http", responder, Optional.of(told)).listen();
  }

  /** A server that speaks TLS with this identity. */
  public static FakeEndpoint tls(TlsIdentity identity, Function<FakeRequest, Script> responder) {
    try {
      ServerSocket socket =
          identity.serverContext().getServerSocketFactory().createServerSocket(0, 512, LOOPBACK);
      return new FakeEndpoint(socket, "https", answeringModels(responder)).listen();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** The base address, up to {@code /v1}. */
  public URI url() {
    String host = server.getInetAddress().getHostAddress();
    String literal = host.contains(":") ? "[" + host + "]" : host;
    return URI.create(scheme + "://" + literal + ":" + port() + "/v1");
  }

  public int port() {
    return server.getLocalPort();
  }

  /** This server as an endpoint without a key. */
  public Endpoint endpoint() {
    return new Endpoint(url(), "fake", Optional.empty(), Map.of(), "{}", false);
  }

  /** Every request so far, in the order of their arrival. */
  public List<FakeRequest> requests() {
    return List.copyOf(requests);
  }

  /** What was sent so far for each request, in the order of their arrival. */
  public List<Delivery> deliveries() {
    return timelines.stream().map(FakeTimeline::delivery).toList();
  }

  /** Connections ever accepted. */
  public int accepted() {
    return accepted.get();
  }

  /** Connections open now. */
  public int openConnections() {
    return open.size();
  }

  /** Stops listening and breaks every connection. */
  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : new ArrayList<>(open)) {
        socket.close();
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static Function<FakeRequest, Script> answeringModels(
      Function<FakeRequest, Script> responder) {
    return request ->
        request.method().equals("GET") && request.path().endsWith("/models")
            ? Script.json(200, MODELS)
            : responder.apply(request);
  }

  private FakeEndpoint listen() {
    Thread.ofPlatform().daemon().name("fake-endpoint-" + port()).start(this::acceptAll);
    return this;
  }

  private void acceptAll() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        int connection = accepted.getAndIncrement();
        Thread.ofVirtual().start(() -> serve(socket, connection));
      } catch (IOException closed) {
        // The loop's condition tells a closed server from one bad connection.
      }
    }
  }

  private void serve(Socket socket, int connection) {
    try (socket) {
      socket.setTcpNoDelay(true);
      FakeConnection wire = new FakeConnection(socket, ticker);
      Optional<FakeRequest> request = wire.read(numbers, connection);
      while (request.isPresent()) {
        boolean again = answer(wire, request.get());
        request = again ? wire.read(numbers, connection) : Optional.empty();
      }
    } catch (IOException | InterruptedException broken) {
      // The client went away, or close() was called: both are part of the script.
    } finally {
      open.remove(socket);
    }
  }

  /** Whether the connection may carry another request. */
  private boolean answer(FakeConnection wire, FakeRequest request)
      throws IOException, InterruptedException {
    FakeTimeline timeline = new FakeTimeline(request.number());
    if (told.isEmpty()) {
      requests.add(request);
      timelines.add(timeline);
      return wire.play(responder.apply(request), timeline);
    }
    try {
      return wire.play(responder.apply(request), timeline);
    } finally {
      told.get().accept(request, timeline.delivery());
    }
  }
}
