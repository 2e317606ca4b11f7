package touchstone.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import touchstone.endpoint.ChatClient;
import touchstone.model.Endpoint;
import touchstone.model.Outcome;
import touchstone.model.ProblemException;
import touchstone.model.Ticker;

/**
 * Conversations as customers hold them: each turn carries the endpoint's own answers to the turns
 * before it and comes after a pause. The turns that those who are there at the start have behind
 * them are asked before the clock starts, without pauses, and do not count; where they take too
 * long, the customers go on from the turn that they have reached. A failed turn ends its session.
 * Used once, from one thread.
 */
public final class SessionLoad {
  /** How long a pause goes on without asking whether the level is over. */
  private static final Duration NAP = Duration.ofMillis(200);

  /** Earlier turns in flight: enough to keep an engine busy, too few to run it over. */
  private static final int EARLIER = 8;

  private final Ticker ticker;
  private final Pacing pacing;
  private final Sender sender;
  private final SessionPlan plan;
  private final BooleanSupplier halted;
  private final BiConsumer<LoadResult, SessionTurn> finished;
  private final IntConsumer clockStarts;
  private final Object telling = new Object();
  private final AtomicInteger sessions = new AtomicInteger();
  private int numbers;
  private int begun;
  private int counting;
  private long startNanos;
  private volatile boolean refused;

  /**
   * @param halted asked before each turn; once true nothing more is sent and what is under way ends
   * @param finished told of each result as it comes, from one thread at a time
   * @param clockStarts told once, after the earlier turns, how many of them there was no time for
   */
  public SessionLoad(
      ChatClient client,
      Ticker ticker,
      Endpoint endpoint,
      SessionPlan plan,
      BooleanSupplier halted,
      BiConsumer<LoadResult, SessionTurn> finished,
      IntConsumer clockStarts) {
    this.ticker = ticker;
    this.pacing = new Pacing(ticker);
    this.sender = new Sender(client, ticker, endpoint, false, _ -> {});
    this.plan = plan;
    this.halted = halted;
    this.finished = finished;
    this.clockStarts = clockStarts;
  }

  private record Claim(int number, boolean warmUp) {}

  /**
   * Lets the customers come and go.
   *
   * @return all results by number
   * @throws ProblemException if the endpoint refuses in a way that every request would meet
   */
  public List<LoadResult> run() throws InterruptedException {
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      List<Customer> present = earlier(threads, plan.present());
      clockStarts.accept(present.stream().mapToInt(Customer::behind).sum());
      startNanos = pacing.origin();
      List<Future<?>> under = new ArrayList<>();
      boolean closed = plan.level().kind() == Level.Kind.CUSTOMERS;
      for (Customer each : present) {
        under.add(threads.submit(task(() -> closed ? place(each) : visit(each, pause(each)))));
      }
      if (!closed) {
        arrivals(threads, under);
      }
      for (Future<?> each : under) {
        each.get();
      }
    } catch (ExecutionException failed) {
      throw LoadGenerator.unwrapped(failed);
    } finally {
      threads.shutdownNow();
      threads.close();
    }
    return sender.results();
  }

  /** A refusal in one thread ends all others. */
  private Callable<Boolean> task(Callable<Boolean> work) {
    return () -> {
      try {
        return work.call();
      } catch (ProblemException refusal) {
        refused = true;
        throw refusal;
      }
    };
  }

  private void arrivals(ExecutorService threads, List<Future<?>> under)
      throws InterruptedException {
    PrimitiveIterator.OfLong times = plan.arrivals().get().iterator();
    while (times.hasNext()) {
      long due = startNanos + times.nextLong();
      Customer customer = plan.chance().fresh(sessions.getAndIncrement());
      if (over() || !pacing.waited(due, NAP, this::over)) {
        return;
      }
      under.add(threads.submit(task(() -> visit(customer, due))));
    }
  }

  /**
   * Asks the turns that they have behind them.
   *
   * @return those who got through; who did not is replaced by a new customer where places are kept
   */
  private List<Customer> earlier(ExecutorService threads, List<Customer> present)
      throws InterruptedException, ExecutionException {
    sessions.set(present.size());
    long end = ticker.nanos() + plan.earlierTime().toNanos();
    Semaphore places = new Semaphore(EARLIER);
    List<Future<Boolean>> asked = new ArrayList<>();
    for (Customer each : present) {
      asked.add(threads.submit(task(() -> caughtUp(each, places, end))));
    }
    List<Customer> ready = new ArrayList<>();
    for (int i = 0; i < present.size(); i++) {
      if (asked.get(i).get()) {
        ready.add(present.get(i));
      } else if (plan.level().kind() == Level.Kind.CUSTOMERS) {
        ready.add(plan.chance().fresh(sessions.getAndIncrement()));
      }
    }
    return ready;
  }

  private boolean caughtUp(Customer customer, Semaphore places, long end)
      throws InterruptedException {
    while (customer.behind() > 0) {
      places.acquire();
      try {
        if (ticker.nanos() - end >= 0) {
          return true;
        }
        if (halted.getAsBoolean() || refused) {
          return false;
        }
        if (!ask(customer, new Claim(number(), true), ticker.nanos())) {
          return false;
        }
      } finally {
        places.release();
      }
    }
    return true;
  }

  /** A place that one customer takes after the other, until the level is over. */
  private boolean place(Customer first) throws InterruptedException {
    Customer customer = first;
    while (visit(customer, pause(customer))) {
      customer = plan.chance().fresh(sessions.getAndIncrement());
    }
    return true;
  }

  /**
   * A customer's turns from the next one on.
   *
   * @param firstDue when the next one is due
   * @return false once the level is over
   */
  private boolean visit(Customer customer, long firstDue) throws InterruptedException {
    long due = firstDue;
    while (!customer.done()) {
      if (!pacing.waited(due, NAP, this::over)) {
        return false;
      }
      Optional<Claim> claim = claim(due);
      if (claim.isEmpty()) {
        return false;
      }
      if (!ask(customer, claim.get(), due)) {
        return true;
      }
      due = pause(customer);
    }
    return true;
  }

  /** When the customer's next turn is due: from now, or from the clock's start before that. */
  private long pause(Customer customer) {
    return Math.max(startNanos, ticker.nanos()) + customer.thinkNanos();
  }

  /** Whether an answer came that a conversation can go on with. */
  private boolean ask(Customer customer, Claim claim, long due) throws InterruptedException {
    SessionTurn turn = customer.turn();
    LoadResult result =
        sender.send(
            claim.number(),
            claim.warmUp(),
            customer.request(plan.sampling(), plan.chance().seed() + claim.number()),
            due);
    tell(result, turn);
    if (result.exchange().outcome() != Outcome.COMPLETED) {
      return false;
    }
    customer.heard(result.exchange().answer());
    return true;
  }

  /** Under a lock of its own, so that no turn that is due waits for the trace to be written. */
  private void tell(LoadResult result, SessionTurn turn) {
    synchronized (telling) {
      finished.accept(result, turn);
    }
  }

  private synchronized int number() {
    return numbers++;
  }

  /** The next turn of all; nothing once the level is over. */
  private synchronized Optional<Claim> claim(long due) {
    if (over()) {
      return Optional.empty();
    }
    boolean warmUp = plan.warmUp().covers(begun, due - startNanos);
    begun++;
    counting += warmUp ? 0 : 1;
    return Optional.of(new Claim(numbers++, warmUp));
  }

  private synchronized boolean over() {
    return refused
        || halted.getAsBoolean()
        || counting >= plan.most().orElse(Integer.MAX_VALUE)
        || plan.time().filter(each -> ticker.nanos() - startNanos >= each.toNanos()).isPresent();
  }
}
