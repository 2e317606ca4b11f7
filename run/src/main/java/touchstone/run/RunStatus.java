package touchstone.run;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import touchstone.model.Problem;
import touchstone.store.Json;
import touchstone.store.RunFolder;

/**
 * Whether somebody works on a run, and how the last session of it ended.
 *
 * @param pid of the session's process, 0 where none is known
 * @param processMillis when that process started, which tells it from a later one of the same pid
 * @param problem why it failed
 */
public record RunStatus(State state, long pid, long processMillis, Optional<Problem> problem) {
  private static final RunStatus NOBODY = new RunStatus(State.STOPPED, 0, 0, Optional.empty());

  /** How a run stands. */
  public enum State {
    /** A process works on it, or waits for its turn on this host. */
    RUNNING,
    /** Its report is written. */
    FINISHED,
    /** A candidate has no address yet. */
    WAITING,
    /** It met a problem that somebody has to do something about. */
    FAILED,
    /** Its process ended before its work did. */
    STOPPED
  }

  /** A session that this process has just begun. */
  static RunStatus begun() {
    return running(ProcessHandle.current());
  }

  /** A session that another process works on. */
  public static RunStatus running(ProcessHandle process) {
    return new RunStatus(State.RUNNING, process.pid(), startedMillis(process), Optional.empty());
  }

  RunStatus ended(State how, Optional<Problem> why) {
    return new RunStatus(how, pid, processMillis, why);
  }

  /** Writes the status into the run's folder. */
  public void write(RunFolder folder) {
    RunFolder.replace(folder.status(), Json.mapper().writeValueAsString(this));
  }

  /** How the run stands now. A session whose process is gone without a word was stopped. */
  public static RunStatus of(RunFolder folder) {
    RunStatus kept = read(folder);
    if (kept.state != State.RUNNING) {
      return kept.pid == 0 && Files.exists(folder.reportJson())
          ? kept.ended(State.FINISHED, Optional.empty())
          : kept;
    }
    return kept.process().isPresent() ? kept : kept.ended(State.STOPPED, Optional.empty());
  }

  private static RunStatus read(RunFolder folder) {
    try {
      return Files.exists(folder.status())
          ? Json.mapper().readValue(Files.readString(folder.status()), RunStatus.class)
          : NOBODY;
    } catch (IOException | JacksonException _) {
      return NOBODY;
    }
  }

  /** The process that works on the run, if it is alive. */
  public Optional<ProcessHandle> process() {
    return pid == 0
        ? Optional.empty()
        : ProcessHandle.of(pid)
            .filter(ProcessHandle::isAlive)
            .filter(each -> startedMillis(each) == processMillis);
  }

  private static long startedMillis(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }
}
