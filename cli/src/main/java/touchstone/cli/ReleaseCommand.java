package touchstone.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import touchstone.lifecycle.Wish;

/** {@code touchstone release NAME}: gives everything back; logs and costs stay. */
@Command(name = "release", mixinStandardHelpOptions = true, resourceBundle = "touchstone.cli.Help")
final class ReleaseCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", descriptionKey = "NAME")
  private String name = "";

  private final Console console;

  ReleaseCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    return new Asking(console, Keepers.of(new Wiring(console))).ask(name, Wish.RELEASE);
  }
}
