package touchstone.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import touchstone.model.Dimension;
import touchstone.model.Language;
import touchstone.model.Text;
import touchstone.report.Columns;
import touchstone.run.RunEvent;

/**
 * Progress redrawn in place: the phase that is under way, and a table of the dimensions' means so
 * far. Phases that ended stay above. Thread-safe.
 */
final class LiveWatcher implements Watcher {
  private static final long REDRAW_NANOS = 100_000_000L;

  private final Console console;
  private Map<String, Map<Dimension, RunEvent.Mean>> scores = new LinkedHashMap<>();
  private String phase = "";
  private String phaseKey = "";
  private int done;
  private int drawn;
  private long lastNanos;

  LiveWatcher(Console console) {
    this.console = console;
  }

  @Override
  public synchronized void on(RunEvent event) {
    switch (event) {
      case RunEvent.Note note -> above(note.text().in(language()));
      case RunEvent.Warning warning -> above("! " + warning.text().in(language()));
      case RunEvent.Scores changed -> scores = changed.scores();
      case RunEvent.Advanced advanced -> advanced(advanced);
    }
  }

  private void advanced(RunEvent.Advanced event) {
    String key = Lines.key(event);
    boolean other = !key.equals(phaseKey) || event.done() < done;
    done = event.done();
    if (other && !phase.isEmpty()) {
      above(phase);
    }
    phaseKey = key;
    phase = Lines.phase(event, language());
    boolean ended = event.total() > 0 && event.done() == event.total();
    if (other || ended || System.nanoTime() - lastNanos > REDRAW_NANOS) {
      redraw();
    }
  }

  /** Prints a line that stays, above the part that is redrawn. */
  private void above(String line) {
    erase();
    console.err().println(line);
    redraw();
  }

  private void redraw() {
    erase();
    List<String> lines = new ArrayList<>();
    if (!phase.isEmpty()) {
      lines.add(phase);
    }
    lines.addAll(table());
    lines.forEach(line -> console.err().println(Columns.cut(line, console.columns() - 1)));
    console.err().flush();
    drawn = lines.size();
    lastNanos = System.nanoTime();
  }

  private List<String> table() {
    List<String> lines = new ArrayList<>();
    if (scores.isEmpty()) {
      return lines;
    }
    List<Dimension> dimensions =
        List.of(Dimension.values()).stream().filter(Dimension::graded).toList();
    StringBuilder head =
        new StringBuilder(Columns.left(new Text("候选", "candidate").in(language()), 14));
    dimensions.forEach(each -> head.append(Columns.left(heading(each), 16)));
    lines.add(head.toString());
    scores.forEach((candidate, means) -> lines.add(row(candidate, dimensions, means)));
    return lines;
  }

  private static String row(
      String candidate, List<Dimension> dimensions, Map<Dimension, RunEvent.Mean> means) {
    StringBuilder row = new StringBuilder(Columns.left(candidate, 14));
    for (Dimension each : dimensions) {
      RunEvent.Mean mean = means.get(each);
      row.append(
          Columns.left(mean == null ? "–" : "%.2f (%d)".formatted(mean.value(), mean.n()), 16));
    }
    return row.toString();
  }

  private String heading(Dimension dimension) {
    return Columns.cut(dimension.title().in(language()), 15);
  }

  private void erase() {
    if (drawn > 0) {
      console.err().print("\u001b[" + drawn + "A\u001b[J");
      drawn = 0;
    }
  }

  private Language language() {
    return console.language();
  }

  @Override
  public synchronized void close() {
    if (!phase.isEmpty()) {
      redraw();
      drawn = 0;
      phase = "";
      scores = Map.of();
    }
  }
}
