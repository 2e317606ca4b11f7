package touchstone.cli;

import touchstone.model.Language;
import touchstone.model.Text;
import touchstone.run.RunEvent;

/** Lines of progress as text. */
final class Lines {
  private static final int BAR = 24;

  private Lines() {}

  /** {@code Qwen3 · 答题 ███░░ 12/68 还剩 1:20}. */
  static String phase(RunEvent.Advanced event, Language language) {
    String who = event.candidate().isEmpty() ? "" : event.candidate() + " · ";
    String what = who + event.phase().in(language);
    if (event.total() == 0) {
      return what + " …";
    }
    String left =
        event.secondsLeft().isPresent() && event.done() < event.total()
            ? "  " + left(event.secondsLeft().getAsDouble()).in(language)
            : "";
    return "%s  %s %d/%d%s"
        .formatted(what, bar(event.done(), event.total()), event.done(), event.total(), left);
  }

  private static Text left(double seconds) {
    long whole = Math.round(seconds);
    String clock = "%d:%02d".formatted(whole / 60, whole % 60);
    return new Text("约剩 " + clock, "about " + clock + " left");
  }

  static String bar(int done, int total) {
    int full = (int) ((long) BAR * Math.clamp(done, 0, total) / total);
    return "█".repeat(full) + "░".repeat(BAR - full);
  }

  /** What tells phases apart: who does what, whatever figures the words carry. */
  static String key(RunEvent.Advanced event) {
    return event.candidate() + "|" + event.phase().en().replaceAll("[0-9.,/ ]+ MB", "");
  }
}
