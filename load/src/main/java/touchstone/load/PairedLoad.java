package touchstone.load;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import touchstone.endpoint.ChatClient;
import touchstone.model.ChatRequest;
import touchstone.model.Endpoint;
import touchstone.model.ProblemException;
import touchstone.model.Ticker;

/**
 * Puts the same load on two endpoints in the same window: the same prompts under the same numbers,
 * both loops at work at once, so that what disturbs the client or the line disturbs both.
 */
public final class PairedLoad {
  private final LoadGenerator generator;

  public PairedLoad(ChatClient client, Ticker ticker) {
    this.generator = new LoadGenerator(client, ticker);
  }

  /** One of the two endpoints and who is told of its results, from one thread at a time. */
  public record Side(Endpoint endpoint, Consumer<LoadResult> finished) {}

  /**
   * Two closed loops. Each goes on until both have sent the wanted number, so that neither is ever
   * measured without the other.
   *
   * @param concurrency requests in flight at each endpoint
   * @param counted requests that each needs after the warm-up
   * @throws ProblemException if one of them refuses in a way that every request would meet
   */
  public void loop(
      List<Side> sides,
      int concurrency,
      int counted,
      IntFunction<ChatRequest> prompts,
      WarmUp warmUp,
      BooleanSupplier halted)
      throws InterruptedException {
    AtomicInteger behind = new AtomicInteger(sides.size());
    BooleanSupplier over = () -> behind.get() <= 0 || halted.getAsBoolean();
    together(
        sides,
        (side, broken) ->
            generator.loop(
                side.endpoint(),
                concurrency,
                Integer.MAX_VALUE,
                prompts,
                warmUp,
                () -> broken.getAsBoolean() || over.getAsBoolean(),
                counting(side, counted, behind)));
  }

  /**
   * Two open loops by one schedule.
   *
   * @param fireNanos after the start, ascending; the first {@code warmUp} of them do not count
   * @throws ProblemException if one of them refuses in a way that every request would meet
   */
  public void schedule(
      List<Side> sides,
      long[] fireNanos,
      IntFunction<ChatRequest> prompts,
      int warmUp,
      BooleanSupplier halted)
      throws InterruptedException {
    together(
        sides,
        (side, broken) ->
            generator.schedule(
                side.endpoint(),
                fireNanos.clone(),
                prompts,
                warmUp,
                () -> broken.getAsBoolean() || halted.getAsBoolean(),
                side.finished()));
  }

  private static Consumer<LoadResult> counting(Side side, int counted, AtomicInteger behind) {
    AtomicInteger seen = new AtomicInteger();
    return result -> {
      side.finished().accept(result);
      if (!result.warmUp() && seen.incrementAndGet() == counted) {
        behind.decrementAndGet();
      }
    };
  }

  private interface Half {
    List<LoadResult> run(Side side, BooleanSupplier broken) throws InterruptedException;
  }

  private static void together(List<Side> sides, Half half) throws InterruptedException {
    AtomicInteger failures = new AtomicInteger();
    // Threads of their own, for an open loop spins before each send.
    ExecutorService loops =
        Executors.newThreadPerTaskExecutor(Thread.ofPlatform().name("paired-load").factory());
    try {
      ExecutorCompletionService<Integer> ended = new ExecutorCompletionService<>(loops);
      for (Side side : sides) {
        Callable<Integer> loop =
            () -> {
              try {
                return half.run(side, () -> failures.get() > 0).size();
              } catch (RuntimeException failed) {
                failures.incrementAndGet();
                throw failed;
              }
            };
        ended.submit(loop);
      }
      for (int i = 0; i < sides.size(); i++) {
        ended.take().get();
      }
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof RuntimeException unchecked
          ? unchecked
          : new IllegalStateException(failed);
    } finally {
      loops.shutdownNow();
      loops.close();
    }
  }
}
