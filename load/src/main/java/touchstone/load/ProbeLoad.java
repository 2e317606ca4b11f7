package touchstone.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import touchstone.endpoint.ChatClient;
import touchstone.endpoint.ChatResult;
import touchstone.model.ChatRequest;
import touchstone.model.Endpoint;
import touchstone.model.ProblemException;
import touchstone.model.Ticker;

/**
 * Probes of a real endpoint. The load is kept up until the last request that counts has ended: a
 * free place of a closed loop is filled again if others are still at work a moment later, arrivals
 * of an open loop go on. What is then under way is broken off.
 */
public final class ProbeLoad implements Probing {
  /** A place is filled again after this share of the time that its last request took. */
  private static final double GRACE = 0.03;

  private final ChatClient client;
  private final Ticker ticker;
  private final Endpoint endpoint;
  private final IntFunction<ChatRequest> prompts;
  private final Schedule schedule;
  private final BooleanSupplier halted;
  private final boolean payload;
  private final Consumer<RequestTrace> finished;
  private final Pacing pacing;
  private final AtomicInteger asked = new AtomicInteger();
  private int probes;

  /** When the requests of an open loop are due; each probe has its own. */
  @FunctionalInterface
  public interface Schedule {
    /** Nanoseconds after the start, ascending. */
    long[] fireNanos(Level level, int count, int probe);
  }

  /**
   * Probes.
   *
   * @param prompts the request of each number, over all probes
   * @param halted once true nothing more is sent, and the search is over
   * @param payload whether traces keep what the events say
   * @param finished told of each request that ended, from one thread at a time
   */
  public ProbeLoad(
      ChatClient client,
      Ticker ticker,
      Endpoint endpoint,
      IntFunction<ChatRequest> prompts,
      Schedule schedule,
      BooleanSupplier halted,
      boolean payload,
      Consumer<RequestTrace> finished) {
    this.client = client;
    this.ticker = ticker;
    this.pacing = new Pacing(ticker);
    this.endpoint = endpoint;
    this.prompts = prompts;
    this.schedule = schedule;
    this.halted = halted;
    this.payload = payload;
    this.finished = finished;
  }

  @Override
  public Measured measure(Level level, int settle, int requests, Predicate<RequestTrace> certain)
      throws InterruptedException {
    Attempt attempt = new Attempt(level, settle, requests, certain);
    long start = ticker.nanos();
    ExecutorService users = Executors.newVirtualThreadPerTaskExecutor();
    try {
      if (level.open()) {
        attempt.fire(users, schedule.fireNanos(level, 3 * (settle + requests), probes++));
      } else {
        attempt.loop(users);
      }
      attempt.await();
    } finally {
      attempt.over = true;
      users.shutdownNow();
      users.close();
    }
    attempt.failed.ifPresent(broken -> {
      throw broken;
    });
    return attempt.measured((ticker.nanos() - start) / 1e9);
  }

  private final class Attempt {
    private final String engine = client.engine();
    private final Level level;
    private final int settle;
    private final int counted;
    private final Predicate<RequestTrace> certain;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger sent = new AtomicInteger();
    private final CountDownLatch done = new CountDownLatch(1);
    private final List<RequestTrace> traces = new ArrayList<>();
    private final long origin = ticker.nanos();
    private Optional<RuntimeException> failed = Optional.empty();
    private int left;
    private boolean cut;
    private volatile boolean over;

    Attempt(Level level, int settle, int requests, Predicate<RequestTrace> certain) {
      this.level = level;
      this.settle = settle;
      this.counted = settle + requests;
      this.certain = certain;
      this.left = counted;
    }

    void loop(ExecutorService users) {
      CountDownLatch together = new CountDownLatch(1);
      for (int i = 0; i < (int) level.value(); i++) {
        users.execute(() -> {
          try {
            together.await();
            user();
          } catch (InterruptedException | CancellationException stopped) {
            // The probe is over.
          } catch (RuntimeException broken) {
            fail(broken);
          }
        });
      }
      together.countDown();
    }

    private void user() throws InterruptedException {
      long took = 0;
      while (!over && !halted.getAsBoolean()) {
        int number = next.getAndIncrement();
        if (number >= counted) {
          ticker.sleep(Duration.ofNanos((long) (GRACE * took)));
        }
        long start = ticker.nanos();
        if (!over) {
          send(number, start);
        }
        took = ticker.nanos() - start;
      }
      if (halted.getAsBoolean()) {
        done.countDown();
      }
    }

    void fire(ExecutorService users, long[] fireNanos) throws InterruptedException {
      long zero = pacing.origin();
      for (int i = 0; i < fireNanos.length && !over && !halted.getAsBoolean(); i++) {
        int number = i;
        long due = zero + fireNanos[i];
        if (!sleepUntil(due)) {
          return;
        }
        users.execute(() -> {
          try {
            send(number, due);
          } catch (InterruptedException | CancellationException stopped) {
            // The probe is over.
          } catch (RuntimeException broken) {
            fail(broken);
          }
        });
      }
    }

    /** Sleeps to shortly before and then spins; false where the probe ended meanwhile. */
    private boolean sleepUntil(long due) throws InterruptedException {
      long wait = pacing.sleep(due).toNanos();
      if (wait > 0 && done.await(wait, TimeUnit.NANOSECONDS)) {
        return false;
      }
      pacing.spin(due);
      return true;
    }

    private void send(int number, long scheduled) throws InterruptedException {
      ChatRequest request = prompts.apply(asked.getAndIncrement());
      sent.incrementAndGet();
      long start = ticker.nanos() - origin;
      ChatResult result = client.once(endpoint, request);
      boolean hopeless = result.advice() == ChatResult.Advice.STOP;
      if (hopeless && result.problem().isPresent()) {
        throw new ProblemException(result.problem().get());
      }
      boolean warmUp = number < settle || number >= counted;
      LoadResult ended =
          new LoadResult(
              number,
              warmUp,
              scheduled,
              start,
              ticker.nanos() - origin,
              result.exchange(),
              result.problem(),
              result.wire());
      end(ended.trace(engine, level, payload), number);
    }

    private synchronized void end(RequestTrace trace, int number) {
      if (over) {
        return;
      }
      traces.add(trace.figuresOnly());
      finished.accept(trace);
      left -= number < counted ? 1 : 0;
      cut = left > 0 && !trace.warmUp() && certain.test(trace);
      if (left == 0 || cut) {
        over = true;
        done.countDown();
      }
    }

    private synchronized void fail(RuntimeException broken) {
      failed = Optional.of(broken);
      over = true;
      done.countDown();
    }

    /** Until the last request that counts has ended, or the user has. */
    void await() throws InterruptedException {
      while (!done.await(100, TimeUnit.MILLISECONDS)) {
        if (halted.getAsBoolean()) {
          return;
        }
      }
    }

    synchronized Measured measured(double seconds) {
      boolean stopped = left > 0 && !cut;
      return new Measured(traces, sent.get(), seconds, cut, stopped);
    }
  }
}
