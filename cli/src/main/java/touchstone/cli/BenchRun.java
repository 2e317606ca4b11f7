package touchstone.cli;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import touchstone.endpoint.ChatClient;
import touchstone.endpoint.SelfTest;
import touchstone.endpoint.TrialLoad;
import touchstone.load.Level;
import touchstone.load.LoadGenerator;
import touchstone.load.Sentinel;
import touchstone.load.WarmUp;
import touchstone.model.ChatRequest;
import touchstone.model.Endpoint;
import touchstone.model.ProblemException;
import touchstone.model.Ticker;

/**
 * Puts one level after the other on an endpoint.
 *
 * @param warmUp of each level; empty for one request a user, or one second's
 * @param most requests that count, a level
 * @param time how long a level sends
 * @param load its shape, where that is not plain
 */
record BenchRun(
    ChatClient client,
    Endpoint endpoint,
    List<ChatRequest> requests,
    long seed,
    Optional<WarmUp> warmUp,
    OptionalInt most,
    Optional<Duration> time,
    BenchShape.Load load) {
  // The JIT compiler has what it needs after this; otherwise the first level would pay for it.
  static final TrialLoad CLIENT = new TrialLoad(32, 0, 40, Duration.ofMillis(8));

  static final int MOST = 10_000_000;

  /** Measures until all is done, or Ctrl-C, or the endpoint refuses for good. */
  void measure(List<Level> levels, BenchRecord record) {
    try {
      SelfTest.run(client.engineReport().kind(), CLIENT);
      for (Level level : levels) {
        if (!record.stopped()) {
          measure(level, record);
        }
      }
    } catch (InterruptedException stopped) {
      // Ctrl-C: what was measured is reported.
    } catch (ProblemException refused) {
      record.refused(refused);
    } finally {
      record.end();
    }
  }

  private void measure(Level level, BenchRecord record) throws InterruptedException {
    LoadGenerator generator = new LoadGenerator(client, Ticker.system());
    if (level.kind() == Level.Kind.CONCURRENCY) {
      loop(level, generator, record);
    } else {
      BenchSchedule due = schedule(level);
      record.begin(client, level, Optional.empty(), due.times().length);
      beside(
          record,
          () ->
              generator.schedule(
                  endpoint, due.times(), due.prompts(), due.cold(), record::halted, record));
    }
    record.end();
  }

  private void loop(Level level, LoadGenerator generator, BenchRecord record)
      throws InterruptedException {
    int users = (int) level.value();
    WarmUp first = warmUp.orElse(new WarmUp(users, Duration.ZERO));
    int usual = time.isPresent() ? Integer.MAX_VALUE : Math.max(100, 5 * users);
    int counted = most.orElse(usual);
    record.begin(client, level, time.map(each -> each.plus(first.time())), counted);
    beside(
        record,
        () ->
            generator.loop(
                endpoint,
                users,
                counted,
                LoadGenerator.cycling(requests, seed),
                first,
                record::halted,
                record));
  }

  /** What a level of an open loop sends and when. */
  private BenchSchedule schedule(Level level) {
    IntFunction<ChatRequest> plain = LoadGenerator.cycling(requests, seed);
    if (load.replay().isPresent()) {
      BenchReplay replay = load.replay().get();
      return BenchSchedule.of(
          replay.times(), warmUp.orElse(WarmUp.NONE), most, time, replay.prompts(plain, seed));
    }
    WarmUp first =
        warmUp.orElse(new WarmUp((int) Math.max(1, Math.ceil(level.value())), Duration.ZERO));
    int counted = counted(level);
    int spare = first.requests() + (int) Math.ceil(seconds(first.time()) * level.value() * 2 + 9);
    long[] all = BenchWords.fireTimes(level, counted + spare, seed);
    return BenchSchedule.of(all, first, OptionalInt.of(counted), Optional.empty(), plain);
  }

  private interface Sending {
    void perform() throws InterruptedException;
  }

  /** Sends a level's load with the sentinel beside it, where one is wanted. */
  private void beside(BenchRecord record, Sending sending) throws InterruptedException {
    if (load.sentinel().isEmpty()) {
      sending.perform();
      return;
    }
    double rate = load.sentinel().getAsDouble();
    try (Sentinel sentinel =
        Sentinel.start(
            client, Ticker.system(), endpoint, rate, seed, each -> record.sentinel(each))) {
      sending.perform();
      sentinel.end();
    }
  }

  private int counted(Level level) {
    double seconds = time.map(BenchRun::seconds).orElse(60.0);
    int fitting = (int) Math.clamp(Math.ceil(seconds * level.value()), 1, MOST);
    boolean endless = most.isPresent() && time.isEmpty();
    return endless ? most.getAsInt() : Math.min(most.orElse(MOST), fitting);
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }
}
