package touchstone.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import touchstone.lifecycle.DeploymentFolder;
import touchstone.lifecycle.Keeper;
import touchstone.lifecycle.SteadyClock;
import touchstone.model.Ticker;

/** {@code touchstone keep FOLDER}: owns one deployment; started by the other commands. */
@Command(
    name = "keep",
    hidden = true,
    mixinStandardHelpOptions = true,
    resourceBundle = "touchstone.cli.Help")
final class KeepCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FOLDER", descriptionKey = "FOLDER")
  private Path folder = Path.of("");

  private final Console console;

  KeepCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    boolean owned =
        Keeper.keep(
            new DeploymentFolder(folder),
            new Hosting(new Wiring(console)),
            new SteadyClock(InstantSource.system(), Ticker.system()),
            Ticker.system(),
            notice ->
                console
                    .err()
                    .println(
                        Instant.now().truncatedTo(ChronoUnit.SECONDS)
                            + " "
                            + notice.title().in(console.language())));
    return owned ? Exit.OK : Exit.FAILED;
  }
}
