package touchstone.load;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import touchstone.endpoint.ChatClient;
import touchstone.model.Ticker;

/**
 * Watches the client during a level: asks its event loops ten times a second how soon they take a
 * task, and counts the process's CPU time. Thread-safe.
 */
public final class ClientWatch {
  private static final Duration EVERY = Duration.ofMillis(100);

  private final ChatClient client;
  private final Ticker ticker;
  private final long startNanos;
  private final long startCpuNanos;
  private final List<Long> lags = new ArrayList<>();
  private final Thread thread;

  private ClientWatch(ChatClient client, Ticker ticker) {
    this.client = client;
    this.ticker = ticker;
    this.startNanos = ticker.nanos();
    this.startCpuNanos = cpuNanos();
    this.thread = Thread.ofPlatform().daemon().name("client-watch").unstarted(this::watch);
  }

  /** Watches from now on. */
  public static ClientWatch start(ChatClient client, Ticker ticker) {
    ClientWatch watch = new ClientWatch(client, ticker);
    watch.thread.start();
    return watch;
  }

  /** Ends the watching. */
  public ClientSide stop() {
    thread.interrupt();
    double nanos = Math.max(1, ticker.nanos() - startNanos);
    double cores = Runtime.getRuntime().availableProcessors();
    return new ClientSide(
        client.engineReport().error(),
        lag(),
        OptionalDouble.of(Math.clamp((cpuNanos() - startCpuNanos) / nanos / cores, 0, 1)));
  }

  private void watch() {
    try {
      while (true) {
        ticker.sleep(EVERY);
        long lag = client.loopLagNanos();
        synchronized (lags) {
          lags.add(lag);
        }
      }
    } catch (InterruptedException stopped) {
      // The level is over.
    }
  }

  private OptionalDouble lag() {
    synchronized (lags) {
      if (lags.isEmpty()) {
        return OptionalDouble.empty();
      }
      Collections.sort(lags);
      return OptionalDouble.of(lags.get((int) Math.ceil(0.99 * lags.size()) - 1) / 1e6);
    }
  }

  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }
}
