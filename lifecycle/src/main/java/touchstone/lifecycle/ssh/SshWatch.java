package touchstone.lifecycle.ssh;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import touchstone.lifecycle.Cause;
import touchstone.lifecycle.CauseReader;
import touchstone.lifecycle.Event;
import touchstone.lifecycle.Signals;
import touchstone.lifecycle.process.Pulse;
import touchstone.model.ProblemException;
import touchstone.model.Ticker;

/**
 * Watches one engine on a far machine from its start, or from when it was found again, to its end.
 * A machine that does not answer is waited for: only what was seen is said to have ended. Runs on a
 * thread of its own.
 */
final class SshWatch {
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration AFTER_FAULT = Duration.ofSeconds(10);

  private final Far far;
  private final Line line;
  private final FarLog log;
  private final Remaining remaining;
  private final Ticker ticker;
  private final Signals signals;
  private final AtomicReference<Told> told = new AtomicReference<>(Told.NOTHING);
  private volatile boolean ended;
  private boolean lost;
  private @Nullable Thread thread;

  /** What the owner wants of the engine. */
  private enum Told {
    NOTHING,
    TERM,
    KILL
  }

  /** Seconds until the deadline, none below 0. */
  @FunctionalInterface
  interface Remaining {
    long seconds();
  }

  SshWatch(Far far, Line line, FarLog log, Remaining remaining, Ticker ticker, Signals signals) {
    this.far = far;
    this.line = line;
    this.log = log;
    this.remaining = remaining;
    this.ticker = ticker;
    this.signals = signals;
  }

  /** What is done on the watching thread. */
  @FunctionalInterface
  interface Work {
    void run() throws InterruptedException;
  }

  /**
   * Begins to watch.
   *
   * @param again what is done where something of this machine failed on the way, e.g. its disk is
   *     full: looks for the engine anew
   */
  void start(Work first, Work again) {
    thread = Thread.ofPlatform().daemon().name("ssh").start(() -> guarded(first, again));
  }

  private void guarded(Work first, Work again) {
    Work next = first;
    try {
      while (!done(next)) {
        next = again;
        ticker.sleep(AFTER_FAULT);
      }
    } catch (InterruptedException told) {
      Thread.currentThread().interrupt();
    } finally {
      // nothing is left to be watched, or somebody else watches from now on
      line.close();
    }
  }

  private boolean done(Work work) throws InterruptedException {
    try {
      work.run();
      return true;
    } catch (RuntimeException e) {
      String why = e instanceof ProblemException known ? known.getMessage() : e.toString();
      say(new Event.OutOfReach(Shown.line(String.valueOf(why))));
      return ended;
    }
  }

  void terminate(boolean force) {
    told.set(force ? Told.KILL : Told.TERM);
  }

  /** Lets go; returns when nothing is done any more. */
  void end() {
    ended = true;
    line.close();
    Thread now = thread;
    if (now != null && now != Thread.currentThread()) {
      now.interrupt();
      join(now);
    }
    line.close();
  }

  private static void join(Thread watching) {
    try {
      watching.join(Duration.ofSeconds(30));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void say(Event event) {
    if (!ended) {
      signals.on(event);
    }
  }

  /** The first answer that a question gets, however long the machine is out of reach. */
  <T> T answered(Question<T> question) throws InterruptedException {
    while (true) {
      try {
        T answer = question.ask(line.up());
        line.worked();
        lost = false;
        return answer;
      } catch (IOException e) {
        missed(e);
      }
    }
  }

  /** Tries once to connect. */
  void connect() throws IOException {
    line.up();
  }

  /** Something that is asked of the far machine, and may be asked again. */
  @FunctionalInterface
  interface Question<T> {
    T ask(Connection connection) throws IOException;
  }

  /** A broken connection is made anew at once; what is said is only that that failed too. */
  private void missed(IOException e) throws InterruptedException {
    if (ended || Thread.currentThread().isInterrupted()) {
      throw new InterruptedException();
    }
    line.failed();
    if (line.failures() > 1 && !lost) {
      lost = true;
      say(new Event.OutOfReach(Shown.line(String.valueOf(e.getMessage()))));
    }
    ticker.sleep(line.pause());
  }

  /** Follows the engine to its end, and says so. */
  void follow(Pulse pulse) throws InterruptedException {
    while (!ended) {
      obey();
      Look look = looked();
      pulse.read(signals);
      if (look.standing() != Look.Standing.ALIVE) {
        finish(pulse, look.exit());
        return;
      }
      pulse.health(signals);
      ticker.sleep(LOOK);
    }
  }

  private void obey() throws InterruptedException {
    Told now = told.getAndSet(Told.NOTHING);
    if (now != Told.NOTHING) {
      answered(connection -> far.stop(connection, now == Told.KILL));
    }
  }

  /** A look, its log added to ours. */
  Look looked() throws InterruptedException {
    Far.Seen seen = answered(connection -> far.look(connection, log.offset(), remaining.seconds()));
    log.add(seen.log(), seen.look().logBytes());
    return seen.look();
  }

  private void finish(Pulse pulse, OptionalInt exit) throws InterruptedException {
    sweep();
    rest();
    pulse.read(signals);
    say(new Event.Ended(CauseReader.read(pulse.ready(), exit, pulse.tail()), pulse.detail(exit)));
  }

  /** Reads the log to its end. */
  private void rest() throws InterruptedException {
    long before = -1;
    while (!ended && log.offset() != before) {
      before = log.offset();
      looked();
    }
  }

  /** What outlived its guard is killed: nobody would end it with its lease. */
  private void sweep() throws InterruptedException {
    List<String> left = answered(connection -> far.stop(connection, true));
    while (!ended && !left.isEmpty()) {
      ticker.sleep(LOOK);
      left = answered(connection -> far.stop(connection, true));
    }
  }

  /** What the machine has of an engine that was started before. */
  Look found() throws InterruptedException {
    Look look = looked();
    if (look.standing() != Look.Standing.ALIVE) {
      sweep();
      rest();
      say(new Event.Ended(Cause.LOST, "nobody watched it when it ended"));
    }
    return look;
  }

  /** Opens the tunnel; where the port of before is taken, another one. */
  int tunnelled(OptionalInt before, int farPort) throws InterruptedException {
    OptionalInt wanted = before;
    while (true) {
      int port = wanted.isPresent() ? wanted.getAsInt() : Ports.free();
      try {
        line.tunnel(port, farPort);
        return port;
      } catch (IOException e) {
        wanted = OptionalInt.empty();
        missed(e);
      }
    }
  }
}
