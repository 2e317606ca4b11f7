package touchstone.server;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import touchstone.model.Text;
import touchstone.run.RunFiles;
import touchstone.run.RunStatus;
import touchstone.store.RunFolder;

/**
 * Starts and stops the processes that work on runs. A run is a process of its own, so that neither
 * its crash nor ours takes the other down; which of two measures first the host's lock decides.
 * Thread-safe.
 */
final class Launcher {
  private static final DateTimeFormatter ID = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");
  private static final long STOPPING_SECONDS = 5;

  private final Workplace workplace;
  private final InstantSource clock;

  Launcher(Workplace workplace, InstantSource clock) {
    this.workplace = workplace;
    this.clock = clock;
  }

  /** Makes a run of a selection and starts it. */
  synchronized RunFolder start(Draft draft, Set<String> agreed) {
    Draft.agree(draft.selection().candidates(), draft.selection().judgeModel(), agreed, workplace);
    RunFolder folder = RunFiles.create(free(), draft.text(), draft.selection()).folder();
    launch(folder);
    return folder;
  }

  private Path free() {
    String id = LocalDateTime.ofInstant(clock.instant(), ZoneId.systemDefault()).format(ID);
    Path path = workplace.runsRoot().resolve(id);
    for (int again = 2; Files.exists(path); again++) {
      path = workplace.runsRoot().resolve(id + "-" + again);
    }
    return path;
  }

  /**
   * Goes on with a run that nobody works on.
   *
   * @param addresses for candidates that wait for one, by their ids
   */
  synchronized void resume(RunFolder folder, Addresses addresses, Set<String> agreed) {
    if (RunStatus.of(folder).state() == RunStatus.State.RUNNING) {
      throw new Refusal(
          409,
          new Text("运行 " + folder.id() + " 正在进行", "Run " + folder.id() + " is under way"),
          new Text("等它结束，或先停下。", "Wait for its end, or stop it first."));
    }
    RunFiles files = new RunFiles(folder);
    Draft.agree(addresses.given(files), files.selection().judgeModel(), agreed, workplace);
    addresses.urls().forEach(files::address);
    launch(folder);
  }

  /** What must be agreed to before a run goes on with these addresses. */
  Map<String, Text> questions(RunFolder folder, Addresses addresses) {
    RunFiles files = new RunFiles(folder);
    return workplace
        .trust(_ -> false)
        .questions(addresses.given(files), files.selection().judgeModel());
  }

  /** The process is noted before it says so itself, so that no second one is started meanwhile. */
  private void launch(RunFolder folder) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(
              workplace.command(
                  List.of("run", "--resume", folder.path().toAbsolutePath().toString())));
      builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
      builder.redirectErrorStream(true);
      builder.redirectOutput(ProcessBuilder.Redirect.to(console(folder).toFile()));
      RunStatus.running(builder.start().toHandle()).write(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the run's process printed. */
  static Path console(RunFolder folder) {
    return folder.path().resolve("console.log");
  }

  /** Asks the run's process to end and waits for it; every sample that it logged stays. */
  synchronized void stop(RunFolder folder) {
    ProcessHandle process =
        RunStatus.of(folder)
            .process()
            .orElseThrow(() ->
                new Refusal(
                    409,
                    new Text(
                        "运行 " + folder.id() + " 没有在进行", "Run " + folder.id() + " is not under way"),
                    new Text("不需要停。", "There is nothing to stop.")));
    process.destroy();
    try {
      process.onExit().get(STOPPING_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException _) {
      process.destroyForcibly();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
