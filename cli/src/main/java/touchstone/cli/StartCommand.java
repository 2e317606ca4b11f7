package touchstone.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import touchstone.lifecycle.Wish;

/** {@code touchstone start NAME}: starts a stopped or failed deployment again. */
@Command(name = "start", mixinStandardHelpOptions = true, resourceBundle = "touchstone.cli.Help")
final class StartCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", descriptionKey = "NAME")
  private String name = "";

  private final Console console;

  StartCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    return new Asking(console, Keepers.of(new Wiring(console))).ask(name, Wish.START);
  }
}
