package touchstone.deploy.llamacpp;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import touchstone.model.BatchSlot;

/**
 * Decides which requests are decoded together, on one thread that owns the decoder.
 *
 * <p>Single requests are taken first come, first served, into the free places (continuous
 * batching). A batch waits until all its requests are there, then takes its turn in the same line
 * and is decoded alone, so its answers depend on nothing but itself and the batches of its session
 * before it.
 */
final class Engine implements Runnable {
  private static final long GATHERING_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final Decoder decoder;
  private final LongSupplier nanoClock;
  private final int most;
  private final int queueLimit;
  private final BlockingQueue<Job> inbox = new LinkedBlockingQueue<>();
  private final Deque<Work> line = new ArrayDeque<>();
  private final Map<String, Gathering> gatherings = new LinkedHashMap<>();
  private final Conversations conversations = new Conversations();
  private final AtomicInteger queued = new AtomicInteger();
  private final LongAdder computeNanos = new LongAdder();
  private volatile int active;
  private volatile boolean closed;
  private boolean batchRuns;

  /** What waits for its turn. */
  private sealed interface Work {}

  private record Single(Job job) implements Work {}

  private record Batch(String session, List<Job> jobs) implements Work {}

  /**
   * @param most sequences decoded together
   * @param queueLimit requests that may wait
   */
  Engine(Decoder decoder, LongSupplier nanoClock, int most, int queueLimit) {
    this.decoder = decoder;
    this.nanoClock = nanoClock;
    this.most = most;
    this.queueLimit = queueLimit;
  }

  /**
   * Puts a request in line. Any thread.
   *
   * @throws ApiFault where the line is full or a batch is larger than the engine
   */
  void submit(Job job) {
    job.batch().ifPresent(this::checkSize);
    if (queued.incrementAndGet() > queueLimit) {
      queued.decrementAndGet();
      throw ApiFault.busy(queueLimit);
    }
    inbox.add(job);
  }

  int active() {
    return active;
  }

  int queued() {
    return queued.get();
  }

  double computeSeconds() {
    return computeNanos.sum() / 1e9;
  }

  /** Ends {@link #run} soon. */
  void close() {
    closed = true;
  }

  @Override
  public void run() {
    try {
      while (!closed) {
        takeIn();
        dropDeserted();
        admit();
        decode();
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    } finally {
      decoder.abandon(ApiFault.broken("it is being stopped"));
      conversations.close();
      decoder.close();
    }
  }

  private void checkSize(BatchSlot slot) {
    if (slot.size() > most) {
      throw ApiFault.invalid(
          "touchstone_batch.size",
          "touchstone_batch.size is %d, but this engine decodes at most %d together; make batches of at most %d or start it with more sequences"
              .formatted(slot.size(), most, most));
    }
  }

  private void takeIn() throws InterruptedException {
    boolean idle = active == 0 && line.isEmpty();
    long wait = gatherings.isEmpty() ? 1000 : 20;
    Job next = idle ? inbox.poll(wait, TimeUnit.MILLISECONDS) : inbox.poll();
    while (next != null) {
      sort(next);
      next = inbox.poll();
    }
  }

  private void sort(Job job) {
    Optional<BatchSlot> batch = job.batch();
    if (batch.isEmpty()) {
      line.addLast(new Single(job));
      return;
    }
    BatchSlot slot = batch.get();
    Gathering gathering =
        gatherings.computeIfAbsent(
            slot.id(), id -> new Gathering(slot, nanoClock.getAsLong() + GATHERING_NANOS));
    try {
      gathering.add(job, slot);
    } catch (ApiFault fault) {
      queued.decrementAndGet();
      job.answer().fails(fault);
      return;
    }
    if (gathering.complete()) {
      gatherings.remove(slot.id());
      line.addLast(new Batch(gathering.session(), gathering.jobs()));
    }
  }

  private void dropDeserted() {
    long now = gatherings.isEmpty() ? 0 : nanoClock.getAsLong();
    for (Iterator<Gathering> all = gatherings.values().iterator(); all.hasNext(); ) {
      Gathering gathering = all.next();
      boolean deserted = gathering.deserted();
      if (deserted || gathering.late(now)) {
        all.remove();
        queued.addAndGet(-gathering.jobs().size());
        gathering.fail(deserted ? "a client went away" : "60 s passed");
      }
    }
    line.removeIf(this::deserted);
    if (batchRuns && decoder.deserted()) {
      decoder.abandon(ApiFault.gone("every client of the batch went away"));
    }
  }

  private boolean deserted(Work work) {
    List<Job> jobs =
        switch (work) {
          case Single single -> List.of(single.job());
          case Batch batch -> batch.jobs();
        };
    boolean gone = jobs.stream().allMatch(Job::cancelled);
    if (gone) {
      queued.addAndGet(-jobs.size());
    }
    return gone;
  }

  private void admit() {
    batchRuns = batchRuns && decoder.active() > 0;
    while (!batchRuns && !line.isEmpty()) {
      switch (line.getFirst()) {
        case Single single when !decoder.full() -> {
          line.removeFirst();
          start(single.job(), Optional.empty());
        }
        case Batch batch when decoder.active() == 0 -> {
          line.removeFirst();
          startAll(batch);
        }
        default -> {
          return;
        }
      }
    }
  }

  /**
   * The longest prompts come first, so that those which are still being read when others draw have
   * consecutive numbers.
   */
  private void startAll(Batch batch) {
    batchRuns = true;
    conversations.enter(batch.session());
    batch.jobs().stream()
        .sorted(Comparator.comparingInt((Job job) -> -pending(job)))
        .forEach(job -> start(job, earlier(job)));
  }

  private Optional<Remembered> earlier(Job job) {
    return conversations.find(job.batch().orElseThrow().index());
  }

  private int pending(Job job) {
    int[] tokens = job.prompt().tokens();
    return tokens.length
        - earlier(job).map(before -> before.startOf(tokens)).orElse(job.prompt().prefix());
  }

  private void start(Job job, Optional<Remembered> earlier) {
    queued.decrementAndGet();
    long start = nanoClock.getAsLong();
    try {
      decoder.start(job, earlier);
    } catch (ApiFault fault) {
      job.answer().fails(fault);
    } catch (IllegalStateException failure) {
      job.answer().fails(ApiFault.broken(String.valueOf(failure.getMessage())));
    }
    active = decoder.active();
    computeNanos.add(nanoClock.getAsLong() - start);
  }

  private void decode() {
    if (decoder.active() > 0) {
      long start = nanoClock.getAsLong();
      try {
        decoder.step(this::ended);
      } catch (IllegalStateException failure) {
        failure.printStackTrace();
        decoder.abandon(ApiFault.broken(String.valueOf(failure.getMessage())));
      }
      computeNanos.add(nanoClock.getAsLong() - start);
    }
    active = decoder.active();
  }

  private void ended(Sequence sequence, int number) {
    sequence
        .job()
        .batch()
        .filter(slot -> conversations.keeping())
        .ifPresent(slot -> conversations.keep(slot.index(), decoder.remember(sequence, number)));
  }
}
