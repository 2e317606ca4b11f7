package touchstone.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import touchstone.model.Text;

/** {@code touchstone serve}: the page on this machine's loopback, until Ctrl-C. */
@Command(name = "serve", mixinStandardHelpOptions = true, resourceBundle = "touchstone.cli.Help")
final class ServeCommand implements Callable<Integer> {
  private static final int HIGHEST_PORT = 65_535;

  @Option(names = "--port", paramLabel = "N")
  private int port = 7878;

  @Option(names = "--no-open")
  private boolean noOpen;

  private final Console console;

  ServeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (port < 0 || port > HIGHEST_PORT) {
      throw new UsageProblem(
          new Text(
              "--port " + port + "：应为 0–65535 的整数", "--port " + port + ": expected 0 to 65535"),
          new Text("例如 --port 8080；0 自动选空闲端口。", "E.g. --port 8080; 0 finds a free one."));
    }
    new Serving(new Wiring(console)).serve(port, !noOpen);
    return Exit.OK;
  }
}
