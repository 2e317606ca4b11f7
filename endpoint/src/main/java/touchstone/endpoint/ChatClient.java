package touchstone.endpoint;

import java.io.Closeable;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import touchstone.endpoint.ChatResult.Advice;
import touchstone.model.ChatRequest;
import touchstone.model.Endpoint;
import touchstone.model.ProblemException;

/**
 * Sends chat requests and says what became of them. Calls block, so make them from virtual threads;
 * interrupting one closes its socket at once. Thread-safe.
 */
public final class ChatClient implements Closeable {
  private final ClientSettings settings;
  private final Exchanger exchanger;
  private final ConcurrentMap<Endpoint, Concurrency> places = new ConcurrentHashMap<>();

  public ChatClient(ClientSettings settings) {
    this.settings = settings;
    this.exchanger = new Exchanger(settings);
  }

  /**
   * Sends a request, again where the fault may pass. Too many requests at once lower the number in
   * flight to that endpoint for everybody.
   *
   * @throws ProblemException if the endpoint's settings are wrong, before anything is sent
   * @throws java.util.concurrent.CancellationException if this client was closed meanwhile
   */
  public ChatResult send(Endpoint endpoint, ChatRequest request) throws InterruptedException {
    return send(
        places.computeIfAbsent(endpoint, _ -> new Concurrency()),
        endpoint,
        request,
        settings.retrying().attempts());
  }

  /**
   * Sends a request for measuring: again only where the server says too many, after the pause that
   * it asks for and with fewer in flight; any other failure is the result.
   *
   * @param concurrency shared by the requests of one phase
   * @return still overloaded where patience came to its end
   * @throws ProblemException if the endpoint's settings are wrong, before anything is sent
   * @throws java.util.concurrent.CancellationException if this client was closed meanwhile
   */
  public ChatResult paced(Concurrency concurrency, Endpoint endpoint, ChatRequest request)
      throws InterruptedException {
    return send(concurrency, endpoint, request, 1);
  }

  private ChatResult send(
      Concurrency concurrency, Endpoint endpoint, ChatRequest request, int attempts)
      throws InterruptedException {
    Retrying retrying = settings.retrying();
    Duration waited = Duration.ZERO;
    int sent = 0;
    int failed = 0;
    while (true) {
      ChatResult result = inPlace(concurrency, endpoint, request);
      sent += result.exchange().attempts();
      failed += result.overloaded() ? 0 : 1;
      Duration delay = delay(sent, result);
      waited = waited.plus(delay);
      boolean again =
          result.advice() == Advice.RETRY
              && failed < attempts
              && waited.compareTo(retrying.patience()) <= 0;
      if (!again) {
        return result.afterAttempts(sent);
      }
      settings.ticker().sleep(delay);
    }
  }

  /**
   * Sends a request once, whatever comes of it: for measuring.
   *
   * @throws ProblemException if the endpoint's settings are wrong, before anything is sent
   * @throws java.util.concurrent.CancellationException if this client was closed meanwhile
   */
  public ChatResult once(Endpoint endpoint, ChatRequest request) throws InterruptedException {
    return exchanger.chat(endpoint, request);
  }

  /** The timing engine's name, for results. */
  public String engine() {
    return engineReport().kind().word();
  }

  /** Which engine stamps the arrivals, why, and how exact it is, for results. */
  public EngineReport engineReport() {
    return exchanger.report();
  }

  /**
   * How long the slowest event loop takes to turn to a task given now, in nanoseconds: what a busy
   * client adds to its own stamps where the kernel does not make them.
   */
  public long loopLagNanos() throws InterruptedException {
    return exchanger.loopLagNanos();
  }

  /** Ends every request and closes every socket. */
  @Override
  public void close() {
    exchanger.close();
  }

  Exchanger exchanger() {
    return exchanger;
  }

  private ChatResult inPlace(Concurrency concurrency, Endpoint endpoint, ChatRequest request)
      throws InterruptedException {
    long granted = concurrency.enter();
    boolean overloaded = false;
    try {
      ChatResult result = exchanger.chat(endpoint, request);
      overloaded = result.overloaded();
      return result;
    } finally {
      concurrency.leave(granted, overloaded);
    }
  }

  private Duration delay(int sent, ChatResult result) {
    synchronized (settings.random()) {
      return settings.retrying().delay(sent, result.retryAfter(), settings.random());
    }
  }
}
