package touchstone.endpoint;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import touchstone.model.ChatRequest;
import touchstone.model.Endpoint;
import touchstone.model.Message;

/** Puts single requests on the wire and waits for their end. Thread-safe. */
final class Exchanger {
  private final ClientSettings settings;
  private final AtomicInteger lanes = new AtomicInteger();
  private final ConcurrentMap<Endpoint, Dialect> dialects = new ConcurrentHashMap<>();
  private Optional<RunningEngine> running = Optional.empty();
  private volatile boolean closed;

  Exchanger(ClientSettings settings) {
    this.settings = settings;
  }

  /** One attempt, or a few where the server refuses fields that can be left out. */
  ChatResult chat(Endpoint endpoint, ChatRequest request) throws InterruptedException {
    ChatAddress address = ChatAddress.of(endpoint.url());
    Secrets secrets = new Secrets(settings.environment());
    RequestWriter writer =
        new RequestWriter(endpoint, address, secrets, settings.keepsConnections());
    Dialect dialect = dialects.getOrDefault(endpoint, Dialect.FULL);
    for (int attempt = 1; ; attempt++) {
      RequestBody body = RequestBody.of(endpoint, request, dialect);
      Conclusion conclusion =
          new Conclusion(
              lastUser(request),
              !request.tools().isEmpty(),
              body.cap(),
              address.shown(),
              secrets,
              settings.wallClock());
      ChatResult result = conclusion.of(fly(address, writer.post(body.bytes())));
      Optional<Dialect> simpler = dialect.without(result.status(), result.exchange().detail());
      if (simpler.isEmpty()) {
        return result.afterAttempts(attempt);
      }
      dialect = simpler.get();
      dialects.put(endpoint, dialect);
    }
  }

  /** Asks for the list of models. */
  Flight models(Endpoint endpoint) throws InterruptedException {
    ChatAddress address = ChatAddress.of(endpoint.url());
    Secrets secrets = new Secrets(settings.environment());
    RequestWriter writer =
        new RequestWriter(endpoint, address, secrets, settings.keepsConnections());
    return fly(address, writer.get(address.modelsPath()));
  }

  /** How arrivals are stamped; starts the engine if no request has. */
  EngineReport report() {
    return running().report();
  }

  long loopLagNanos() throws InterruptedException {
    return running().engine().lagNanos(settings.ticker()::nanos);
  }

  synchronized void close() {
    closed = true;
    running.ifPresent(started -> started.engine().close());
  }

  // Not before it is needed: its choice takes a tenth of a second, and many a client sends nothing.
  private synchronized RunningEngine running() {
    if (running.isEmpty()) {
      refuseIfClosed();
      running = Optional.of(RunningEngine.start(settings));
    }
    return running.get();
  }

  private Flight fly(ChatAddress address, ByteBuffer request) throws InterruptedException {
    List<InetSocketAddress> addresses = resolve(address);
    Target target = new Target(address.tls(), address.host(), address.port(), addresses);
    Flight flight = new Flight(lanes.getAndIncrement(), target, request, settings.ticker().nanos());
    if (addresses.isEmpty()) {
      flight.fail(new Broken(Broken.Kind.UNKNOWN_HOST, address.host()), settings.ticker().nanos());
      return flight;
    }
    TimingEngine engine = running().engine();
    engine.start(flight);
    try {
      Optional<Broken.Kind> givenUp = await(flight);
      if (givenUp.isPresent()) {
        engine.abort(flight, new Broken(givenUp.get(), ""));
        flight.awaitEnd();
      }
    } catch (InterruptedException cancelled) {
      engine.abort(flight, new Broken(Broken.Kind.CANCELLED, ""));
      throw cancelled;
    }
    return landed(flight);
  }

  private Optional<Broken.Kind> await(Flight flight) throws InterruptedException {
    return flight.await(settings.timeouts(), settings.ticker()::nanos);
  }

  private Flight landed(Flight flight) {
    boolean cancelled =
        flight.broken().filter(why -> why.kind() == Broken.Kind.CANCELLED).isPresent();
    if (cancelled && !flight.done()) {
      refuseIfClosed();
    }
    return flight;
  }

  private void refuseIfClosed() {
    if (closed) {
      throw new CancellationException("the chat client was closed during a request");
    }
  }

  private static List<InetSocketAddress> resolve(ChatAddress address) {
    try {
      return Stream.of(InetAddress.getAllByName(address.host()))
          .map(each -> new InetSocketAddress(each, address.port()))
          .toList();
    } catch (UnknownHostException unknown) {
      return List.of();
    }
  }

  private static String lastUser(ChatRequest request) {
    return request.messages().reversed().stream()
        .filter(message -> message.role() == Message.Role.USER)
        .findFirst()
        .map(Message::content)
        .orElse("");
  }
}
