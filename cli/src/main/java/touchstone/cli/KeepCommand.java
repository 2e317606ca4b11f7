package touchstone.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import touchstone.lifecycle.DeploymentFolder;
import touchstone.lifecycle.Keeper;
import touchstone.lifecycle.Notice;
import touchstone.lifecycle.SteadyClock;
import touchstone.model.Ticker;

/** {@code touchstone keep FOLDER}: owns one deployment; started by the other commands. */
@Command(
    name = "keep",
    hidden = true,
    mixinStandardHelpOptions = true,
    resourceBundle = "touchstone.cli.Help")
final class KeepCommand implements Callable<Integer> {
  private static final int LAST_WORDS_SECONDS = 90;

  @Parameters(paramLabel = "FOLDER", descriptionKey = "FOLDER")
  private Path folder = Path.of("");

  private final Console console;

  KeepCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    DeploymentFolder owned = new DeploymentFolder(folder);
    ExecutorService teller = Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());
    try {
      boolean kept =
          Keeper.keep(
              owned,
              new Hosting(new Wiring(console)),
              new SteadyClock(InstantSource.system(), Ticker.system()),
              Ticker.system(),
              notice -> say(owned, notice, teller));
      return kept ? Exit.OK : Exit.FAILED;
    } finally {
      teller.shutdown();
      teller.awaitTermination(LAST_WORDS_SECONDS, TimeUnit.SECONDS);
    }
  }

  /** Into the owner's log, and to people, for whom the deployment does not wait. */
  private void say(DeploymentFolder owned, Notice notice, ExecutorService teller) {
    console
        .err()
        .println(
            Instant.now().truncatedTo(ChronoUnit.SECONDS)
                + " "
                + notice.title().in(console.language()));
    String name = owned.life().map(life -> life.order().name()).orElse(owned.id());
    teller.execute(() -> new Telling(console).of(notice, name));
  }
}
