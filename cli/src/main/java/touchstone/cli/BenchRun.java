package touchstone.cli;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import touchstone.endpoint.ChatClient;
import touchstone.endpoint.SelfTest;
import touchstone.endpoint.TrialLoad;
import touchstone.load.Level;
import touchstone.load.LoadGenerator;
import touchstone.load.Sentinel;
import touchstone.load.SessionLoad;
import touchstone.load.SessionPlan;
import touchstone.model.Endpoint;
import touchstone.model.ProblemException;
import touchstone.model.Ticker;

/**
 * Puts one level after the other on an endpoint.
 *
 * @param load its shape, where that is not plain
 */
record BenchRun(ChatClient client, Endpoint endpoint, BenchPlan plan, BenchShape.Load load) {
  // The JIT compiler has what it needs after this; otherwise the first level would pay for it.
  private static final TrialLoad CLIENT = new TrialLoad(32, 0, 40, Duration.ofMillis(8));

  private interface Sending {
    void perform() throws InterruptedException;
  }

  /** Has the client at its speed before anything is measured. */
  static void warm(ChatClient client) throws InterruptedException {
    SelfTest.run(client.engineReport().kind(), CLIENT);
  }

  /**
   * Measures until all is done, or Ctrl-C, or the endpoint refuses for good. Every level has had
   * its run before one has its next, so that a change of the machine meets all of them.
   */
  void measure(List<Level> levels, BenchRepeats.Wanted repeats, BenchRecord record) {
    try {
      warm(client);
      int run = 0;
      do {
        record.run(run);
        BenchRun next = new BenchRun(client, endpoint, plan.in(run), load);
        for (Level level : levels) {
          if (!record.stopped()) {
            next.measure(level, record);
          }
        }
        run++;
      } while (!record.stopped() && !repeats.reached(run, record));
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
    if (load.sessions().isPresent()) {
      sessions(load.sessions().get().plan(level, plan), record);
    } else if (level.kind() == Level.Kind.CONCURRENCY) {
      loop(level, generator, record);
    } else {
      BenchSchedule due = load.replay().map(plan::schedule).orElseGet(() -> plan.schedule(level));
      record.begin(client, level, due);
      beside(
          record,
          () ->
              generator.schedule(
                  endpoint, due.times(), due.prompts(), due.cold(), record::halted, record));
    }
    record.end();
  }

  private void sessions(SessionPlan customers, BenchRecord record) throws InterruptedException {
    record.begin(
        client, customers.level(), Optional.empty(), customers.most().orElse(Integer.MAX_VALUE));
    SessionLoad sessions =
        new SessionLoad(
            client,
            Ticker.system(),
            endpoint,
            customers,
            record::halted,
            record::session,
            record::clockStarts);
    record.earlier(customers.earlierTurns());
    beside(record, sessions::run);
  }

  private void loop(Level level, LoadGenerator generator, BenchRecord record)
      throws InterruptedException {
    int counted = plan.counted(level);
    record.begin(client, level, plan.limit(level), counted);
    beside(
        record,
        () ->
            generator.loop(
                endpoint,
                (int) level.value(),
                counted,
                plan.prompts(),
                plan.first(level),
                record::halted,
                record));
  }

  /** Sends a level's load with the sentinel beside it, where one is wanted. */
  private void beside(BenchRecord record, Sending sending) throws InterruptedException {
    if (load.sentinel().isEmpty()) {
      sending.perform();
      return;
    }
    double rate = load.sentinel().getAsDouble();
    try (Sentinel sentinel =
        new Sentinel(client, Ticker.system(), endpoint, rate, plan.seed(), record::sentinel)) {
      sending.perform();
      sentinel.end();
    }
  }
}
