package touchstone.lifecycle.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Stands between an engine and its owner, so that the engine ends with its lease even where the
 * owner was killed. It runs as a process of its own: starts the engine, reads the deadline from a
 * file once a second, and ends the engine when that has passed, when the file is gone, or when it
 * is told to end itself. It knows nothing of ledgers, networks or money.
 */
public final class Guard {
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final int NOT_STARTED = 127;

  private Guard() {}

  /**
   * @param arguments file with the deadline in epoch milliseconds; file for the exit status; the
   *     engine's command
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path deadline = Path.of(arguments[0]);
    Path status = Path.of(arguments[1]);
    List<String> command = Arrays.asList(arguments).subList(2, arguments.length);
    Process engine;
    try {
      engine =
          new ProcessBuilder(command)
              .inheritIO()
              .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
              .start();
    } catch (IOException e) {
      System.err.println("guard: " + e.getMessage());
      Files.writeString(status, Integer.toString(NOT_STARTED));
      return;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(engine), "end"));
    while (!engine.waitFor(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
      if (passed(deadline)) {
        System.err.println("guard: the lease is over, the engine is ended");
        end(engine);
      }
    }
    Files.writeString(status, Integer.toString(engine.exitValue()));
  }

  /** A deadline that cannot be read counts as passed: better a stop too many than a cost. */
  private static boolean passed(Path deadline) {
    try {
      return System.currentTimeMillis() >= Long.parseLong(Files.readString(deadline).strip());
    } catch (IOException | NumberFormatException e) {
      return true;
    }
  }

  /** Asks first, then kills the engine and what it started. */
  private static void end(Process engine) {
    List<ProcessHandle> family = engine.descendants().toList();
    engine.destroy();
    try {
      if (!engine.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        engine.descendants().forEach(ProcessHandle::destroyForcibly);
        engine.destroyForcibly();
      }
    } catch (InterruptedException e) {
      engine.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    family.forEach(ProcessHandle::destroyForcibly);
  }
}
