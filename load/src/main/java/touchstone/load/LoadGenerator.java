package touchstone.load;

import java.time.Duration;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import touchstone.endpoint.ChatClient;
import touchstone.model.ChatRequest;
import touchstone.model.Endpoint;
import touchstone.model.LoadProfile;
import touchstone.model.ProblemException;
import touchstone.model.Ticker;

/**
 * Puts an endpoint under load. Each request is sent once; a failed one is a result like any other.
 * Only a run's phase asks again where the server says that it gets too many.
 */
public final class LoadGenerator {
  private final ChatClient client;
  private final Ticker ticker;

  public LoadGenerator(ChatClient client, Ticker ticker) {
    this.client = client;
    this.ticker = ticker;
  }

  /** The given requests again and again, each time with another seed. */
  public static IntFunction<ChatRequest> cycling(List<ChatRequest> requests, long seed) {
    List<ChatRequest> copy = List.copyOf(requests);
    return number -> {
      ChatRequest request = copy.get(number % copy.size());
      return new ChatRequest(
          request.messages(), request.sampling(), seed + number, request.batch());
    };
  }

  /**
   * Sends the warm-up requests and then, without a pause, those that count.
   *
   * @param prompts the request of each number, from 0 on, the warm-up's first
   * @param warmUp how many requests go before those of the profile
   * @param finished told of each result as it comes, from one thread at a time
   * @return all results by number
   * @throws ProblemException if the endpoint refuses in a way that every request would meet
   */
  public List<LoadResult> run(
      Endpoint endpoint,
      LoadProfile profile,
      IntFunction<ChatRequest> prompts,
      int warmUp,
      Consumer<LoadResult> finished)
      throws InterruptedException {
    return switch (profile) {
      case LoadProfile.ClosedLoop loop ->
          phase(endpoint, true, prompts, requests(warmUp), () -> false, finished)
              .loop(loop.concurrency(), loop.requests());
    };
  }

  /**
   * Sends at given times, however long answers take. The schedule is fixed beforehand, so that a
   * late send moves no other.
   *
   * @param fireNanos after the start, ascending; the first {@code warmUp} of them do not count
   * @param halted asked before each send; once true nothing more is sent and what is under way ends
   * @throws ProblemException if the endpoint refuses in a way that every request would meet
   */
  public List<LoadResult> schedule(
      Endpoint endpoint,
      long[] fireNanos,
      IntFunction<ChatRequest> prompts,
      int warmUp,
      BooleanSupplier halted,
      Consumer<LoadResult> finished)
      throws InterruptedException {
    PrimitiveIterator.OfLong times = java.util.Arrays.stream(fireNanos).iterator();
    return schedule(endpoint, times, prompts, warmUp, halted, finished);
  }

  /** The same for a schedule that may have no end; it is halted while it waits, too. */
  List<LoadResult> schedule(
      Endpoint endpoint,
      PrimitiveIterator.OfLong fireNanos,
      IntFunction<ChatRequest> prompts,
      int warmUp,
      BooleanSupplier halted,
      Consumer<LoadResult> finished)
      throws InterruptedException {
    return phase(endpoint, false, prompts, requests(warmUp), halted, finished).fire(fireNanos);
  }

  /**
   * A closed loop that can be halted.
   *
   * @param counted how many requests it sends after the warm-up
   */
  public List<LoadResult> loop(
      Endpoint endpoint,
      int concurrency,
      int counted,
      IntFunction<ChatRequest> prompts,
      WarmUp warmUp,
      BooleanSupplier halted,
      Consumer<LoadResult> finished)
      throws InterruptedException {
    return phase(endpoint, false, prompts, warmUp, halted, finished).loop(concurrency, counted);
  }

  private static WarmUp requests(int warmUp) {
    return new WarmUp(warmUp, Duration.ZERO);
  }

  private Phase phase(
      Endpoint endpoint,
      boolean paced,
      IntFunction<ChatRequest> prompts,
      WarmUp warmUp,
      BooleanSupplier halted,
      Consumer<LoadResult> finished) {
    Sender sender = new Sender(client, ticker, endpoint, paced, finished);
    return new Phase(sender, ticker, prompts, warmUp, halted);
  }

  static RuntimeException unwrapped(ExecutionException failed) throws InterruptedException {
    return switch (failed.getCause()) {
      case InterruptedException interrupted -> throw interrupted;
      case RuntimeException unchecked -> unchecked;
      case null, default -> new IllegalStateException(failed);
    };
  }
}
