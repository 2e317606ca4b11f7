package touchstone.deploy;

import java.util.Locale;
import java.util.OptionalLong;
import touchstone.model.Progress;
import touchstone.model.Text;

/** Reports how much of a file has come, once a mebibyte. */
final class Meter {
  private static final long STEP = 1 << 20;
  private static final double MEGA = 1e6;

  private final Progress progress;
  private final Text what;
  private final OptionalLong total;
  private long reported = -1;

  /**
   * @param what e.g. {@code Downloading Qwen3-0.6B (ModelScope)}
   */
  Meter(Progress progress, Text what, OptionalLong total) {
    this.progress = progress;
    this.what = what;
    this.total = total;
  }

  /** So many bytes are there. */
  void at(long bytes) {
    if (bytes / STEP == reported) {
      return;
    }
    reported = bytes / STEP;
    String size = mega(bytes) + (total.isPresent() ? " / " + mega(total.getAsLong()) : "") + " MB";
    progress.report(
        new Text(what.zh() + "：" + size, what.en() + ": " + size),
        total.isPresent() ? Math.min(1.0, (double) bytes / total.getAsLong()) : -1);
  }

  private static String mega(long bytes) {
    return String.format(Locale.ROOT, "%.0f", bytes / MEGA);
  }
}
