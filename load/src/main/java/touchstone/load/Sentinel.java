package touchstone.load;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import touchstone.endpoint.ChatClient;
import touchstone.model.ChatRequest;
import touchstone.model.Endpoint;
import touchstone.model.Message;
import touchstone.model.ProblemException;
import touchstone.model.Sampling;
import touchstone.model.Ticker;

/**
 * A customer who asks something short at even times beside a load: what somebody new feels. Start
 * and end it from one thread.
 */
public final class Sentinel implements AutoCloseable {
  private static final ChatRequest ASKED =
      new ChatRequest(
          List.of(Message.user("你好，在吗？")),
          new Sampling(8, 0, OptionalDouble.empty()),
          0,
          Optional.empty());

  // Its own thread, for it spins before each send and must not hold one that answers need.
  private final ExecutorService thread =
      Executors.newThreadPerTaskExecutor(Thread.ofPlatform().name("sentinel").factory());
  private final Future<List<LoadResult>> sending;
  private volatile boolean over;

  /**
   * Begins to ask.
   *
   * @param perSecond how often, above 0
   * @param finished told of each result as it comes, from one thread at a time
   */
  public Sentinel(
      ChatClient client,
      Ticker ticker,
      Endpoint endpoint,
      double perSecond,
      long seed,
      Consumer<LoadResult> finished) {
    sending =
        thread.submit(() ->
            new LoadGenerator(client, ticker)
                .schedule(
                    endpoint,
                    FireTimes.constant(perSecond).iterator(),
                    LoadGenerator.cycling(List.of(ASKED), seed),
                    0,
                    () -> over,
                    finished));
  }

  /**
   * Asks nothing more and waits for the answers that are under way.
   *
   * @throws ProblemException if the endpoint refuses in a way that every request would meet
   */
  public void end() throws InterruptedException {
    over = true;
    try {
      sending.get();
    } catch (ExecutionException failed) {
      throw LoadGenerator.unwrapped(failed);
    }
  }

  /** Breaks off what is still under way. */
  @Override
  public void close() {
    over = true;
    thread.shutdownNow();
    thread.close();
  }
}
