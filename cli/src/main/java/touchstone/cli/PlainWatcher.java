package touchstone.cli;

import java.util.HashMap;
import java.util.Map;
import touchstone.model.Text;
import touchstone.run.RunEvent;

/**
 * Progress as plain lines, one each tenth of a phase, for logs and CI; notes and warnings as they
 * come. Quiet, it shows warnings only. Thread-safe.
 */
final class PlainWatcher implements Watcher {
  private final Console console;
  private final boolean quiet;
  private final Map<String, Integer> shown = new HashMap<>();

  PlainWatcher(Console console, boolean quiet) {
    this.console = console;
    this.quiet = quiet;
  }

  @Override
  public synchronized void on(RunEvent event) {
    switch (event) {
      case RunEvent.Warning warning ->
          console.say(new Text("注意：" + warning.text().zh(), "Warning: " + warning.text().en()));
      case RunEvent.Note note when !quiet -> console.say(note.text());
      case RunEvent.Advanced advanced when !quiet -> advanced(advanced);
      default -> {
        // scores are for redrawn tables
      }
    }
  }

  private void advanced(RunEvent.Advanced event) {
    int tenth = event.total() == 0 ? 0 : event.done() * 10 / event.total();
    String key = Lines.key(event);
    Integer before = shown.put(key, tenth);
    if (before == null || before != tenth) {
      console.err().println(Lines.phase(event, console.language()));
    }
  }

  @Override
  public void close() {
    console.err().flush();
  }
}
