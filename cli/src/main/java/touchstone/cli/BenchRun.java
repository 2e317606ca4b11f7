package touchstone.cli;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
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

  static final long MOST = 10_000_000;

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
    boolean open = level.kind() == Level.Kind.RATE;
    WarmUp first =
        warmUp.orElse(new WarmUp((int) Math.max(1, Math.ceil(level.value())), Duration.ZERO));
    int counted = counted(level, open);
    if (open) {
      int spare = first.requests() + (int) Math.ceil(seconds(first.time()) * level.value() * 2 + 9);
      long[] all = BenchWords.fireTimes(level, counted + spare, seed);
      int cold = first.of(all);
      long[] times = java.util.Arrays.copyOf(all, Math.min(all.length, cold + counted));
      record.begin(client, level, Optional.empty(), times.length);
      beside(
          record,
          () ->
              generator.schedule(
                  endpoint,
                  times,
                  LoadGenerator.cycling(requests, seed),
                  cold,
                  record::halted,
                  record));
    } else {
      record.begin(client, level, time.map(each -> each.plus(first.time())), counted);
      beside(
          record,
          () ->
              generator.loop(
                  endpoint,
                  (int) level.value(),
                  counted,
                  LoadGenerator.cycling(requests, seed),
                  first,
                  record::halted,
                  record));
    }
    record.end();
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

  private int counted(Level level, boolean open) {
    int asked = most.orElse(Integer.MAX_VALUE);
    if (open) {
      double seconds = time.map(BenchRun::seconds).orElse(60.0);
      int fitting = (int) Math.clamp(Math.ceil(seconds * level.value()), 1, MOST);
      return most.isPresent() && time.isEmpty() ? asked : Math.min(asked, fitting);
    }
    int usual = time.isPresent() ? asked : Math.max(100, 5 * (int) level.value());
    return most.orElse(usual);
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }
}
