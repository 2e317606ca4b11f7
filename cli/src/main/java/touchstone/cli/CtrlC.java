package touchstone.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C into a wish that the work can ask for, and gives the report a moment before the
 * process ends. Thread-safe.
 */
final class CtrlC implements AutoCloseable {
  private final CountDownLatch reported = new CountDownLatch(1);
  private final Runnable wake;
  private final Thread hook = new Thread(this::came, "ctrl-c");
  private volatile boolean stopped;

  private CtrlC(Runnable wake) {
    this.wake = wake;
  }

  /** From now on Ctrl-C interrupts this thread, until closed. */
  static CtrlC ofThisThread() {
    return armed(Thread.currentThread()::interrupt);
  }

  /** From now on Ctrl-C is noted, until closed, for work that asks often enough. */
  static CtrlC noted() {
    return armed(() -> {});
  }

  private static CtrlC armed(Runnable wake) {
    CtrlC ctrlC = new CtrlC(wake);
    Runtime.getRuntime().addShutdownHook(ctrlC.hook);
    return ctrlC;
  }

  private void came() {
    stopped = true;
    wake.run();
    try {
      reported.await(5, TimeUnit.SECONDS);
      TimeUnit.MILLISECONDS.sleep(300);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  boolean stopped() {
    return stopped;
  }

  /** Lets an interrupted process end; call it after the report. */
  @Override
  public void close() {
    reported.countDown();
    if (!stopped) {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }
}
