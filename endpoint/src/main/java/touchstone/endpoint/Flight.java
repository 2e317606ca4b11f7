package touchstone.endpoint;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * One request on its way: what the engine notes while it waits for the answer. The engine's loop
 * writes; the thread that sent it may wait at any time, and reads the rest after the end.
 */
final class Flight {
  /** Room for one answer; a chat answer of a million tokens takes less. */
  static final int ANSWER_LIMIT = 32 * 1024 * 1024;

  // After [DONE] a server owes only the end of the HTTP body.
  private static final long GRACE_NANOS = 200_000_000;

  private final int lane;
  private final Target target;
  private final ByteBuffer request;
  private final long startNanos;
  private final Capture body = new Capture(ANSWER_LIMIT);
  private final ResponseFramer framer = new ResponseFramer(body);
  private long connectNanos;
  private long headNanos;
  private long endNanos;
  private Optional<Broken> broken = Optional.empty();
  private volatile long sentNanos;
  private volatile long lastByteNanos;
  private volatile long doneNanos;
  private volatile boolean sent;
  private volatile boolean anyByte;
  private volatile boolean done;
  private volatile boolean finished;
  private volatile Optional<Thread> waiter = Optional.empty();

  Flight(int lane, Target target, ByteBuffer request, long startNanos) {
    this.lane = lane;
    this.target = target;
    this.request = request;
    this.startNanos = startNanos;
  }

  /** Which of an engine's loops carries it, modulo their number. */
  int lane() {
    return lane;
  }

  Target target() {
    return target;
  }

  /** The bytes to send, from their start. */
  ByteBuffer request() {
    return request.duplicate();
  }

  /** A connection stands; it took so long, 0 for a kept one. */
  void connected(long nanos) {
    connectNanos = nanos;
  }

  /** The first byte is about to be written. */
  void sending(long nanos) {
    sentNanos = nanos;
    lastByteNanos = nanos;
    sent = true;
    wake();
  }

  /** Takes what one read brought; true when the response is whole. */
  boolean received(ByteBuffer in, long nanos) throws BrokenException {
    anyByte = true;
    lastByteNanos = nanos;
    boolean headless = framer.head().isEmpty();
    boolean whole = framer.feed(in);
    if (headless && framer.head().isPresent()) {
      headNanos = nanos;
    }
    body.mark(nanos);
    if (!whole && !done && body.endsWithDone()) {
      doneNanos = nanos;
      done = true;
      wake();
    }
    return whole;
  }

  /** Whether the other side's close is the proper end of the response. */
  boolean endsByClose() {
    return framer.close();
  }

  boolean anyByte() {
    return anyByte;
  }

  boolean keepsAlive() {
    return framer.head().filter(ResponseHead::keepsAlive).isPresent();
  }

  void finish(long nanos) {
    endNanos = nanos;
    finished = true;
    wake();
  }

  void fail(Broken why, long nanos) {
    if (!finished) {
      broken = Optional.of(why);
      finish(nanos);
    }
  }

  boolean finished() {
    return finished;
  }

  /** Waits for the end; returns why it gives up waiting, or nothing at the end. */
  Optional<Broken.Kind> await(Timeouts timeouts, LongSupplier clock) throws InterruptedException {
    waiter = Optional.of(Thread.currentThread());
    while (!finished) {
      if (Thread.interrupted()) {
        throw new InterruptedException("cancelled while waiting for " + target.pool());
      }
      Due due = due(timeouts);
      long left = due.nanos() - clock.getAsLong();
      if (left <= 0) {
        return Optional.of(due.kind());
      }
      LockSupport.parkNanos(this, left);
    }
    return Optional.empty();
  }

  /** Waits for the end after an abort, which comes at once. */
  void awaitEnd() throws InterruptedException {
    while (!finished) {
      if (Thread.interrupted()) {
        throw new InterruptedException("cancelled while closing " + target.pool());
      }
      LockSupport.parkNanos(this, GRACE_NANOS);
    }
  }

  /** Whether everything that counts has arrived, though the body has no end yet. */
  boolean done() {
    return done;
  }

  boolean sent() {
    return sent;
  }

  long startNanos() {
    return startNanos;
  }

  /** When it ended or was given up. */
  long endNanos() {
    return endNanos;
  }

  long sentNanos() {
    return sentNanos;
  }

  long connectNanos() {
    return connectNanos;
  }

  long headNanos() {
    return headNanos;
  }

  Optional<ResponseHead> head() {
    return framer.head();
  }

  Capture body() {
    return body;
  }

  Optional<Broken> broken() {
    return broken;
  }

  private record Due(long nanos, Broken.Kind kind) {
    Due orSooner(Due other) {
      return other.nanos - nanos < 0 ? other : this;
    }
  }

  private Due due(Timeouts timeouts) {
    Due whole = new Due(startNanos + timeouts.request().toNanos(), Broken.Kind.REQUEST_TIMEOUT);
    if (!sent) {
      long connect = startNanos + timeouts.connect().toNanos();
      return whole.orSooner(new Due(connect, Broken.Kind.CONNECT_TIMEOUT));
    }
    Due next = new Due(lastByteNanos + timeouts.progress().toNanos(), Broken.Kind.STALLED);
    Due grace = new Due(doneNanos + GRACE_NANOS, Broken.Kind.CANCELLED);
    return done ? whole.orSooner(next).orSooner(grace) : whole.orSooner(next);
  }

  private void wake() {
    waiter.ifPresent(LockSupport::unpark);
  }
}
