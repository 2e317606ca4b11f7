package touchstone.load;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import touchstone.endpoint.ChatClient;
import touchstone.endpoint.ChatResult;
import touchstone.endpoint.Concurrency;
import touchstone.model.ChatRequest;
import touchstone.model.Endpoint;
import touchstone.model.LoadProfile;
import touchstone.model.ProblemException;
import touchstone.model.Ticker;

/**
 * Puts an endpoint under load. Each request is sent once, again only where the server says that it
 * gets too many; a failed one is a result like any other.
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
          new Phase(endpoint, prompts, warmUp, warmUp + loop.requests(), finished)
              .run(loop.concurrency());
    };
  }

  private final class Phase {
    private final Endpoint endpoint;
    private final IntFunction<ChatRequest> prompts;
    private final int warmUp;
    private final int total;
    private final Consumer<LoadResult> finished;
    private final AtomicInteger next = new AtomicInteger();
    private final List<LoadResult> results = new ArrayList<>();
    private final Concurrency places = new Concurrency();
    private final long startNanos = ticker.nanos();

    Phase(
        Endpoint endpoint,
        IntFunction<ChatRequest> prompts,
        int warmUp,
        int total,
        Consumer<LoadResult> finished) {
      this.endpoint = endpoint;
      this.prompts = prompts;
      this.warmUp = warmUp;
      this.total = total;
      this.finished = finished;
    }

    List<LoadResult> run(int concurrency) throws InterruptedException {
      ExecutorService users = Executors.newVirtualThreadPerTaskExecutor();
      try {
        ExecutorCompletionService<Integer> done = new ExecutorCompletionService<>(users);
        Callable<Integer> user = this::sendUntilDone;
        for (int i = 0; i < concurrency; i++) {
          done.submit(user);
        }
        for (int i = 0; i < concurrency; i++) {
          done.take().get();
        }
      } catch (ExecutionException failed) {
        throw unwrapped(failed);
      } finally {
        users.shutdownNow();
        users.close();
      }
      results.sort(Comparator.comparingInt(LoadResult::number));
      return List.copyOf(results);
    }

    private int sendUntilDone() throws InterruptedException {
      int sent = 0;
      for (int number = next.getAndIncrement(); number < total; number = next.getAndIncrement()) {
        ChatRequest request = prompts.apply(number);
        long start = ticker.nanos() - startNanos;
        ChatResult result = client.paced(places, endpoint, request);
        long end = ticker.nanos() - startNanos;
        boolean over = result.advice() == ChatResult.Advice.STOP || result.overloaded();
        if (over && result.problem().isPresent()) {
          throw new ProblemException(result.problem().get());
        }
        record(new LoadResult(number, number < warmUp, start, end, result.exchange()));
        sent++;
      }
      return sent;
    }

    private synchronized void record(LoadResult result) {
      results.add(result);
      finished.accept(result);
    }
  }

  private static RuntimeException unwrapped(ExecutionException failed) throws InterruptedException {
    return switch (failed.getCause()) {
      case InterruptedException interrupted -> throw interrupted;
      case RuntimeException unchecked -> unchecked;
      case null, default -> new IllegalStateException(failed);
    };
  }
}
