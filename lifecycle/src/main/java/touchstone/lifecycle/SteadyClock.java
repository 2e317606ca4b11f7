package touchstone.lifecycle;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import touchstone.model.Ticker;

/**
 * A wall clock that never runs slower than the monotonic one, so that setting the machine's clock
 * back makes no running time disappear from a bill; setting it forward counts. Thread-safe.
 */
public final class SteadyClock implements InstantSource {
  private final InstantSource wall;
  private final Ticker ticker;
  private final long startMillis;
  private final long startNanos;

  public SteadyClock(InstantSource wall, Ticker ticker) {
    this.wall = wall;
    this.ticker = ticker;
    this.startMillis = wall.millis();
    this.startNanos = ticker.nanos();
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(millis());
  }

  @Override
  public long millis() {
    long passed = TimeUnit.NANOSECONDS.toMillis(ticker.nanos() - startNanos);
    return Math.max(wall.millis(), startMillis + passed);
  }
}
