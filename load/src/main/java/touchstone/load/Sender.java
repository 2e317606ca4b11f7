package touchstone.load;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import touchstone.endpoint.ChatClient;
import touchstone.endpoint.ChatResult;
import touchstone.endpoint.Concurrency;
import touchstone.model.ChatRequest;
import touchstone.model.Endpoint;
import touchstone.model.ProblemException;
import touchstone.model.Ticker;

/** Sends the requests of one phase and keeps their results. Thread-safe. */
final class Sender {
  private final ChatClient client;
  private final Ticker ticker;
  private final Endpoint endpoint;
  private final boolean paced;
  private final Consumer<LoadResult> finished;
  private final List<LoadResult> results = new ArrayList<>();
  private final Concurrency places = new Concurrency();
  private final long startNanos;

  /**
   * @param paced whether a request is sent again where the server says that it gets too many
   * @param finished told of each result as it comes, from one thread at a time
   */
  Sender(
      ChatClient client,
      Ticker ticker,
      Endpoint endpoint,
      boolean paced,
      Consumer<LoadResult> finished) {
    this.client = client;
    this.ticker = ticker;
    this.endpoint = endpoint;
    this.paced = paced;
    this.finished = finished;
    this.startNanos = ticker.nanos();
  }

  /** Since the phase began. */
  long elapsedNanos(long nowNanos) {
    return nowNanos - startNanos;
  }

  /**
   * Sends one request and waits for its end.
   *
   * @throws ProblemException if the endpoint refuses in a way that every request would meet
   */
  LoadResult send(int number, boolean warmUp, ChatRequest request, long scheduledNanos)
      throws InterruptedException {
    long start = elapsedNanos(ticker.nanos());
    ChatResult result =
        paced ? client.paced(places, endpoint, request) : client.once(endpoint, request);
    long end = elapsedNanos(ticker.nanos());
    boolean over = result.advice() == ChatResult.Advice.STOP || (paced && result.overloaded());
    if (over && result.problem().isPresent()) {
      throw new ProblemException(result.problem().get());
    }
    LoadResult ended =
        new LoadResult(
            number,
            warmUp,
            scheduledNanos,
            start,
            end,
            result.exchange(),
            result.problem(),
            result.wire());
    keep(ended);
    return ended;
  }

  private synchronized void keep(LoadResult result) {
    results.add(result);
    finished.accept(result);
  }

  /** All results so far, by number. */
  synchronized List<LoadResult> results() {
    return results.stream().sorted(Comparator.comparingInt(LoadResult::number)).toList();
  }
}
