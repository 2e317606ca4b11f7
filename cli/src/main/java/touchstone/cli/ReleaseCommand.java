package touchstone.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import touchstone.lifecycle.Order;
import touchstone.lifecycle.Remote;
import touchstone.lifecycle.Wish;
import touchstone.lifecycle.ssh.FarMachine;
import touchstone.lifecycle.ssh.KnownHosts;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;

/** {@code touchstone release NAME}: gives everything back; logs and costs stay. */
@Command(name = "release", mixinStandardHelpOptions = true, resourceBundle = "touchstone.cli.Help")
final class ReleaseCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", descriptionKey = "NAME")
  private String name = "";

  @Option(names = "--deleted")
  private boolean deleted;

  private final Console console;

  ReleaseCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    Wiring wiring = new Wiring(console);
    Keepers keepers = Keepers.of(wiring);
    Asking asking = new Asking(console, keepers);
    if (!deleted) {
      return asking.ask(name, Wish.RELEASE);
    }
    Remote remote = gone(keepers.deployments().find(name).life().orElseThrow().order(), wiring);
    int code = asking.ask(name, Wish.DELETED);
    KnownHosts.standard(wiring::env).forget(remote);
    return code;
  }

  /** What still answers is not deleted, and goes on costing. */
  private Remote gone(Order order, Wiring wiring) {
    if (!order.rented()) {
      throw new UsageProblem(
          new Text(
              "--deleted：" + name + " 不在租来的机器上", "--deleted: " + name + " is on no rented machine"),
          new Text("去掉 --deleted。", "Leave --deleted out."));
    }
    Remote remote = order.remote().orElseThrow();
    if (new FarMachine(remote, KnownHosts.standard(wiring::env), wiring.environment()).answers()) {
      throw new ProblemException(
          new Problem(
              new Text(
                  "机器 " + remote.address() + " 还在应答，计费继续",
                  "The machine " + remote.address() + " still answers; the meter goes on"),
              new Text(
                  "到云厂商控制台删掉它（关机往往还要钱），再执行一次。",
                  "Delete it in your provider's console (one that is only shut down often still"
                      + " costs), then try again.")));
    }
    return remote;
  }
}
