package touchstone.deploy.llamacpp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import touchstone.model.ProblemException;
import touchstone.model.Text;

/**
 * The engine's process. It reads its settings as one line of JSON from standard input, says on
 * standard output {@code ready PORT} or {@code problem JSON}, and lives until standard input ends:
 * that is, until the process that started it ends, however it ends.
 */
public final class EngineMain {
  /** The environment variable that holds the key which requests must bear; unset for none. */
  public static final String KEY_VARIABLE = "TOUCHSTONE_ENGINE_KEY";

  private EngineMain() {}

  public static void main(String[] arguments) {
    System.exit(run());
  }

  /**
   * Serves until standard input ends.
   *
   * @return the exit status: 0 after a clean end, 1 where it could not start
   */
  public static int run() {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try {
      String line = in.readLine();
      if (line == null) {
        return 1;
      }
      Optional<String> key = Optional.ofNullable(System.getenv(KEY_VARIABLE));
      serve(EngineSettings.read(line), key, in, out);
      return 0;
    } catch (ProblemException problem) {
      out.println("problem " + json(problem));
      return 1;
    } catch (IOException cause) {
      out.println("problem " + cause);
      return 1;
    }
  }

  private static void serve(
      EngineSettings settings, Optional<String> key, BufferedReader in, PrintStream out) {
    Thread.ofPlatform().daemon().name("life").start(() -> endWith(in));
    Loaded loaded = Loaded.load(settings, new NativeLog(System.err), out, System::nanoTime);
    Thread decoder = Thread.ofPlatform().name("decoder").start(loaded.engine());
    try (ApiServer server = ApiServer.start(loaded.service(), settings.port(), key)) {
      out.println("ready " + server.port());
      decoder.join();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends this process when the one that holds the other end of standard input has ended. */
  private static void endWith(BufferedReader in) {
    ProcessHandle.current().parent().ifPresent(EngineMain::endAfter);
    try {
      while (in.readLine() != null) {
        // anything said here is of no interest; the end is
      }
    } catch (IOException broken) {
      // the same as the end
    }
    end();
  }

  private static void endAfter(ProcessHandle parent) {
    var _ = parent.onExit().thenRun(EngineMain::end);
  }

  private static void end() {
    Runtime.getRuntime().halt(0);
  }

  private static String json(ProblemException problem) {
    Text what = problem.problem().what();
    Text next = problem.problem().nextStep();
    return Json.write(
        Json.ordered("zh", what.zh(), "en", what.en(), "nextZh", next.zh(), "nextEn", next.en()));
  }
}
