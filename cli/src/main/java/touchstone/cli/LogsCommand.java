package touchstone.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import touchstone.lifecycle.DeploymentFolder;
import touchstone.lifecycle.process.LogFollower;
import touchstone.model.Text;

/** {@code touchstone logs NAME}: what the engine wrote, also after it was released. */
@Command(name = "logs", mixinStandardHelpOptions = true, resourceBundle = "touchstone.cli.Help")
final class LogsCommand implements Callable<Integer> {
  private static final int LOOK_MILLIS = 200;

  @Parameters(paramLabel = "NAME", descriptionKey = "NAME")
  private String name = "";

  @Option(names = {"-f", "--follow"})
  private boolean follow;

  @Option(
      names = {"-n", "--lines"},
      paramLabel = "N")
  private int lines = 200;

  private final Console console;

  LogsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    Keepers keepers = Keepers.of(new Wiring(console));
    keepers.revive();
    DeploymentFolder folder = keepers.deployments().find(name);
    Optional<Path> file = Keepers.engineLog(folder);
    if (file.isPresent()) {
      long size = LogFollower.size(file.get());
      last(file.get()).forEach(console.out()::println);
      console.out().flush();
      if (follow) {
        follow(folder, new LogFollower(file.get(), size));
      }
    } else {
      console.say(new Text("引擎还没有写过日志（" + folder.path() + "）", "No log yet in " + folder.path()));
    }
    return Exit.OK;
  }

  private List<String> last(Path file) {
    try {
      List<String> all =
          new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.isEmpty())
              .toList();
      return all.subList(Math.max(0, all.size() - Math.max(0, lines)), all.size());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Goes on until nothing runs any more, or Ctrl-C. */
  private void follow(DeploymentFolder folder, LogFollower log) throws InterruptedException {
    boolean over = false;
    while (!over) {
      over = folder.life().filter(life -> !life.state().atRest()).isEmpty();
      log.more().forEach(console.out()::println);
      console.out().flush();
      Thread.sleep(over ? 0 : LOOK_MILLIS);
    }
  }
}
