package touchstone.run;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;
import touchstone.model.Problem;
import touchstone.model.Text;
import touchstone.store.Json;
import touchstone.store.RunFolder;

/**
 * Writes what a run tells its watchers into the run's folder, so that a page in another process can
 * follow it and come back to it. Progress and scores are written once a second at most.
 * Thread-safe.
 */
public final class Journal implements RunListener {
  private static final long PAUSE_MILLIS = 1000;

  private final RunFolder folder;
  private final InstantSource clock;
  private final RunStatus status;
  private final Held progress = new Held();
  private final Held scores = new Held();
  private String phase = "";

  /** The newest line of a kind that waits for its second. */
  private static final class Held {
    private Optional<ObjectNode> line = Optional.empty();
    private long writtenMillis;
  }

  private Journal(RunFolder folder, InstantSource clock) {
    this.folder = folder;
    this.clock = clock;
    this.status = RunStatus.begun();
  }

  /** Begins a session of this process. */
  public static Journal begin(RunFolder folder, InstantSource clock) {
    Journal journal = new Journal(folder, clock);
    journal.status.write(folder);
    mend(folder.journal());
    journal.write(journal.line("session"));
    return journal;
  }

  /** Ends a line that a crash tore, so that the next one stands alone. */
  private static void mend(Path file) {
    if (!Files.exists(file)) {
      return;
    }
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      if (open.length() > 0) {
        open.seek(open.length() - 1);
        if (open.read() != '\n') {
          open.write('\n');
        }
      }
    } catch (IOException _) {
      // readers leave out what they cannot read
    }
  }

  @Override
  public synchronized void on(RunEvent event) {
    switch (event) {
      case RunEvent.Note note -> write(line("note", note.text()));
      case RunEvent.Warning warning -> write(line("warning", warning.text()));
      case RunEvent.Advanced advanced -> advanced(advanced);
      case RunEvent.Scores changed -> {
        hold(scores, scores(changed), false);
      }
    }
  }

  /** By candidate's id and dimension's id. */
  private ObjectNode scores(RunEvent.Scores changed) {
    ObjectNode line = line("scores");
    ObjectNode all = line.putObject("scores");
    changed
        .scores()
        .forEach((candidate, means) -> {
          ObjectNode row = all.putObject(candidate);
          means.forEach((dimension, mean) ->
              row.putObject(dimension.id()).put("value", mean.value()).put("n", mean.n()));
        });
    return line;
  }

  private void advanced(RunEvent.Advanced event) {
    ObjectNode line = line("progress");
    line.put("candidate", event.candidate());
    line.set("phase", Json.mapper().valueToTree(event.phase()));
    line.put("done", event.done()).put("total", event.total());
    event.secondsLeft().ifPresent(seconds -> line.put("secondsLeft", seconds));
    String key = event.candidate() + "\n" + event.phase().en();
    boolean ended = event.total() > 0 && event.done() == event.total();
    if (!key.equals(phase)) {
      progress.line.ifPresent(this::write);
      phase = key;
      hold(progress, line, true);
    } else {
      hold(progress, line, ended);
    }
  }

  private void hold(Held held, ObjectNode line, boolean now) {
    held.line = Optional.of(line);
    if (now || clock.millis() - held.writtenMillis >= PAUSE_MILLIS) {
      release(held);
    }
  }

  private void release(Held held) {
    held.line.ifPresent(this::write);
    held.line = Optional.empty();
    held.writtenMillis = clock.millis();
  }

  /** Notes how the run ended. */
  public void ended(Run.Ending ending) {
    switch (ending) {
      case Run.Ending.Finished _ -> end(RunStatus.State.FINISHED, Optional.empty());
      case Run.Ending.Waiting _ -> end(RunStatus.State.WAITING, Optional.empty());
    }
  }

  /** Notes the problem that ended the run. */
  public void failed(Problem problem) {
    end(RunStatus.State.FAILED, Optional.of(problem));
  }

  private synchronized void end(RunStatus.State state, Optional<Problem> problem) {
    release(progress);
    release(scores);
    ObjectNode line = line("end").put("state", state.name().toLowerCase(java.util.Locale.ROOT));
    problem.ifPresent(each -> line.set("problem", Json.mapper().valueToTree(each)));
    status.ended(state, problem).write(folder);
    write(line);
  }

  private ObjectNode line(String kind) {
    return Json.mapper().createObjectNode().put("at", clock.millis()).put("kind", kind);
  }

  private ObjectNode line(String kind, Text text) {
    ObjectNode line = line(kind);
    line.set("text", Json.mapper().valueToTree(text));
    return line;
  }

  private void write(ObjectNode line) {
    try {
      Files.write(
          folder.journal(),
          (Json.mapper().writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException _) {
      // a watcher misses a line; what counts is in the sample log, which does complain
    }
  }
}
