package touchstone.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import touchstone.lifecycle.Wish;

/** {@code touchstone stop NAME}: ends the engine; the deployment stays and can be started again. */
@Command(name = "stop", mixinStandardHelpOptions = true, resourceBundle = "touchstone.cli.Help")
final class StopCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", descriptionKey = "NAME")
  private String name = "";

  private final Console console;

  StopCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    return new Asking(console, Keepers.of(new Wiring(console))).ask(name, Wish.STOP);
  }
}
