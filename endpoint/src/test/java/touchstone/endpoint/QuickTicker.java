package touchstone.endpoint;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import touchstone.model.Ticker;

/** The real clock, but sleeping takes no time and is written down. */
final class QuickTicker implements Ticker {
  private final List<Duration> sleeps = new CopyOnWriteArrayList<>();

  @Override
  public long nanos() {
    return Ticker.system().nanos();
  }

  @Override
  public void sleep(Duration duration) {
    sleeps.add(duration);
  }

  List<Duration> sleeps() {
    return sleeps;
  }
}
