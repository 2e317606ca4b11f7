package touchstone.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import touchstone.model.ChatRequest;
import touchstone.model.ProblemException;
import touchstone.model.Ticker;

/** Requests under numbers that nothing else depends on: a closed or an open loop, used once. */
final class Phase {
  /** How long a wait goes on without asking whether it was halted. */
  private static final Duration NAP = Duration.ofMillis(50);

  private final Sender sender;
  private final Ticker ticker;
  private final Pacing pacing;
  private final IntFunction<ChatRequest> prompts;
  private final WarmUp warmUp;
  private final BooleanSupplier halted;
  private int next;
  private int counting;

  /**
   * @param prompts the request of each number, from 0 on, the warm-up's first
   * @param halted asked before each send; once true nothing more is sent and what is under way ends
   */
  Phase(
      Sender sender,
      Ticker ticker,
      IntFunction<ChatRequest> prompts,
      WarmUp warmUp,
      BooleanSupplier halted) {
    this.sender = sender;
    this.ticker = ticker;
    this.pacing = new Pacing(ticker);
    this.prompts = prompts;
    this.warmUp = warmUp;
    this.halted = halted;
  }

  private record Turn(int number, boolean warmUp) {}

  /**
   * So many requests in flight.
   *
   * @param counted how many are sent after the warm-up
   */
  List<LoadResult> loop(int concurrency, int counted) throws InterruptedException {
    ExecutorService users = Executors.newVirtualThreadPerTaskExecutor();
    try {
      ExecutorCompletionService<Integer> done = new ExecutorCompletionService<>(users);
      Callable<Integer> user = () -> sendUntilDone(counted);
      for (int i = 0; i < concurrency; i++) {
        done.submit(user);
      }
      for (int i = 0; i < concurrency; i++) {
        done.take().get();
      }
    } catch (ExecutionException failed) {
      throw LoadGenerator.unwrapped(failed);
    } finally {
      users.shutdownNow();
      users.close();
    }
    return sender.results();
  }

  private int sendUntilDone(int counted) throws InterruptedException {
    int sent = 0;
    while (!halted.getAsBoolean()) {
      long now = ticker.nanos();
      Optional<Turn> turn = turn(now, counted);
      if (turn.isEmpty()) {
        break;
      }
      send(turn.get(), prompts.apply(turn.get().number()), now);
      sent++;
    }
    return sent;
  }

  /** The next request; nothing once all that count have had their turn. */
  private synchronized Optional<Turn> turn(long now, int counted) {
    if (counting >= counted) {
      return Optional.empty();
    }
    Turn turn = new Turn(next, warmUp.covers(next, sender.elapsedNanos(now)));
    next++;
    counting += turn.warmUp() ? 0 : 1;
    return Optional.of(turn);
  }

  private LoadResult send(Turn turn, ChatRequest request, long scheduled)
      throws InterruptedException {
    return sender.send(turn.number(), turn.warmUp(), request, scheduled);
  }

  /**
   * Sends at given times, however long answers take.
   *
   * @param fireNanos after the start, ascending
   * @throws ProblemException if the endpoint refuses in a way that every request would meet
   */
  List<LoadResult> fire(PrimitiveIterator.OfLong fireNanos) throws InterruptedException {
    ExecutorService users = Executors.newVirtualThreadPerTaskExecutor();
    List<Future<?>> under = new ArrayList<>();
    long origin = pacing.origin();
    try {
      for (int i = 0; fireNanos.hasNext() && !halted.getAsBoolean(); i++) {
        Turn turn = new Turn(i, i < warmUp.requests());
        long due = origin + fireNanos.nextLong();
        ChatRequest request = prompts.apply(i);
        if (!pacing.waited(due, NAP, halted)) {
          break;
        }
        under.add(users.submit(() -> send(turn, request, due)));
      }
      for (Future<?> each : under) {
        each.get();
      }
    } catch (ExecutionException failed) {
      throw LoadGenerator.unwrapped(failed);
    } finally {
      users.shutdownNow();
      users.close();
    }
    return sender.results();
  }
}
