package touchstone.cli;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import touchstone.lifecycle.Order;
import touchstone.lifecycle.Remote;
import touchstone.lifecycle.ssh.FarMachine;
import touchstone.lifecycle.ssh.KnownHosts;
import touchstone.lifecycle.ssh.MachineReport;
import touchstone.lifecycle.ssh.Stranger;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;
import touchstone.store.Json;

/** {@code touchstone top NAME}: how busy the machine of a deployment is. */
@Command(name = "top", mixinStandardHelpOptions = true, resourceBundle = "touchstone.cli.Help")
final class TopCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", descriptionKey = "NAME")
  private String name = "";

  @Option(names = "--json")
  private boolean json;

  private final Console console;

  TopCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Wiring wiring = new Wiring(console);
    Keepers keepers = Keepers.of(wiring);
    Order order = keepers.deployments().find(name).life().orElseThrow().order();
    MachineReport report = report(order.remote(), wiring);
    if (json) {
      console.out().println(Json.mapper().writeValueAsString(report));
    } else {
      MachineTable.use(report, console.language()).forEach(console.out()::println);
    }
    console.out().flush();
    return Exit.OK;
  }

  private static MachineReport report(Optional<Remote> remote, Wiring wiring) {
    if (remote.isPresent()) {
      return new FarMachine(remote.get(), KnownHosts.standard(wiring::env), wiring.environment())
          .probe("sh", Stranger.REFUSED);
    }
    try {
      return FarMachine.here("sh");
    } catch (IOException e) {
      throw new ProblemException(
          new Problem(
              new Text(
                  "这台机器看不了：" + e.getMessage(), "This machine cannot be read: " + e.getMessage()),
              new Text("需要 /bin/sh 和 /proc（Linux）。", "It needs /bin/sh and /proc (Linux).")),
          e);
    }
  }
}
