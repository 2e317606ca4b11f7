package touchstone.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
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
 * Puts an endpoint under load. Each request is sent once; a failed one is a result like any other.
 * Only a run's phase asks again where the server says that it gets too many.
 */
public final class LoadGenerator {
  /** How long a wait goes on without asking whether it was halted. */
  private static final Duration NAP = Duration.ofMillis(50);

  private final ChatClient client;
  private final Ticker ticker;
  private final Pacing pacing;

  public LoadGenerator(ChatClient client, Ticker ticker) {
    this.client = client;
    this.ticker = ticker;
    this.pacing = new Pacing(ticker);
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
          new Phase(
                  endpoint,
                  prompts,
                  true,
                  new WarmUp(warmUp, Duration.ZERO),
                  loop.requests(),
                  () -> false,
                  finished)
              .run(loop.concurrency());
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
    WarmUp first = new WarmUp(warmUp, Duration.ZERO);
    return new Phase(endpoint, prompts, false, first, 0, halted, finished).fire(fireNanos);
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
    return new Phase(endpoint, prompts, false, warmUp, counted, halted, finished).run(concurrency);
  }

  private record Turn(int number, boolean warmUp) {}

  private final class Phase {
    private final Endpoint endpoint;
    private final IntFunction<ChatRequest> prompts;
    private final boolean paced;
    private final WarmUp warmUp;
    private final int counted;
    private final BooleanSupplier halted;
    private final Consumer<LoadResult> finished;
    private int next;
    private int counting;
    private final List<LoadResult> results = new ArrayList<>();
    private final Concurrency places = new Concurrency();
    private final long startNanos = ticker.nanos();

    Phase(
        Endpoint endpoint,
        IntFunction<ChatRequest> prompts,
        boolean paced,
        WarmUp warmUp,
        int counted,
        BooleanSupplier halted,
        Consumer<LoadResult> finished) {
      this.endpoint = endpoint;
      this.prompts = prompts;
      this.paced = paced;
      this.warmUp = warmUp;
      this.counted = counted;
      this.halted = halted;
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
      while (!halted.getAsBoolean()) {
        long now = ticker.nanos();
        Optional<Turn> turn = turn(now);
        if (turn.isEmpty()) {
          break;
        }
        send(turn.get(), prompts.apply(turn.get().number()), now);
        sent++;
      }
      return sent;
    }

    /** The next request; nothing once all that count have had their turn. */
    private synchronized Optional<Turn> turn(long now) {
      if (counting >= counted) {
        return Optional.empty();
      }
      Turn turn = new Turn(next, warmUp.covers(next, now - startNanos));
      next++;
      counting += turn.warmUp() ? 0 : 1;
      return Optional.of(turn);
    }

    private void send(Turn turn, ChatRequest request, long scheduled) throws InterruptedException {
      long start = ticker.nanos() - startNanos;
      ChatResult result =
          paced ? client.paced(places, endpoint, request) : client.once(endpoint, request);
      long end = ticker.nanos() - startNanos;
      boolean over = result.advice() == ChatResult.Advice.STOP || (paced && result.overloaded());
      if (over && result.problem().isPresent()) {
        throw new ProblemException(result.problem().get());
      }
      record(
          new LoadResult(
              turn.number(),
              turn.warmUp(),
              scheduled,
              start,
              end,
              result.exchange(),
              result.problem(),
              result.wire()));
    }

    List<LoadResult> fire(PrimitiveIterator.OfLong fireNanos) throws InterruptedException {
      ExecutorService users = Executors.newVirtualThreadPerTaskExecutor();
      List<Future<?>> under = new ArrayList<>();
      long origin = pacing.origin();
      try {
        for (int i = 0; fireNanos.hasNext() && !halted.getAsBoolean(); i++) {
          Turn turn = new Turn(i, i < warmUp.requests());
          long due = origin + fireNanos.nextLong();
          ChatRequest request = prompts.apply(i);
          if (!waited(due)) {
            break;
          }
          under.add(
              users.submit(() -> {
                send(turn, request, due);
                return turn;
              }));
        }
        for (Future<?> each : under) {
          each.get();
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

    /** Waits until then; false where it was halted meanwhile. */
    private boolean waited(long due) throws InterruptedException {
      for (Duration left = pacing.sleep(due); left.isPositive(); left = pacing.sleep(due)) {
        if (halted.getAsBoolean()) {
          return false;
        }
        ticker.sleep(left.compareTo(NAP) < 0 ? left : NAP);
      }
      pacing.spin(due);
      return true;
    }

    private synchronized void record(LoadResult result) {
      results.add(result);
      finished.accept(result);
    }
  }

  static RuntimeException unwrapped(ExecutionException failed) throws InterruptedException {
    return switch (failed.getCause()) {
      case InterruptedException interrupted -> throw interrupted;
      case RuntimeException unchecked -> unchecked;
      case null, default -> new IllegalStateException(failed);
    };
  }
}
