package touchstone.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import touchstone.model.Text;

/** {@code touchstone votes}: people's blind votes on a run's answers; its commands do the work. */
@Command(name = "votes", mixinStandardHelpOptions = true, resourceBundle = "touchstone.cli.Help")
final class VotesCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    throw new UsageProblem(
        new Text("还要写 export 或 import", "Missing: export or import"),
        new Text(
            "例如 touchstone votes export latest --out 投票.xlsx",
            "E.g. touchstone votes export latest --out votes.xlsx"));
  }
}
