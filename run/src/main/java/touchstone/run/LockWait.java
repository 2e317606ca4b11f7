package touchstone.run;

import java.time.Duration;
import touchstone.model.Text;
import touchstone.model.Ticker;

/** Pauses between two tries for the host's lock, after saying once who is in the way. */
final class LockWait {
  private final Ticker ticker;
  private final RunListener listener;
  private boolean told;

  LockWait(Ticker ticker, RunListener listener) {
    this.ticker = ticker;
    this.listener = listener;
  }

  void on(String holder) throws InterruptedException {
    if (!told) {
      listener.on(new RunEvent.Note(text(holder)));
      told = true;
    }
    ticker.sleep(Duration.ofMillis(200));
  }

  private static Text text(String holder) {
    return new Text(
        "这台机器上另一个测量正在进行（" + holder + "），等它结束后自动开始……",
        "Another measurement is under way on this host (" + holder + "); waiting for it to end…");
  }
}
