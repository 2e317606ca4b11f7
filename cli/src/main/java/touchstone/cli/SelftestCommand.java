package touchstone.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import touchstone.endpoint.EngineKind;
import touchstone.endpoint.EngineTrial;
import touchstone.endpoint.SelfTest;
import touchstone.endpoint.TrialLoad;
import touchstone.model.Text;
import touchstone.store.Json;

/** {@code touchstone selftest}: how far the client's own stamps are off on this machine. */
@Command(name = "selftest", mixinStandardHelpOptions = true, resourceBundle = "touchstone.cli.Help")
final class SelftestCommand implements Callable<Integer> {
  private static final int MOST_STREAMS = 4096;

  // Until the JIT compiler has what it needs; a measurement of minutes has it from its warm-up.
  private static final TrialLoad WARM_UP = new TrialLoad(64, 0, 60, Duration.ofMillis(8));

  @Option(names = "--streams", paramLabel = "N")
  private int streams = 256;

  @Option(names = "--json")
  private boolean json;

  private final Console console;

  SelftestCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (streams < 1 || streams > MOST_STREAMS) {
      throw UsageProblem.value(
          "--streams", String.valueOf(streams), Text.same("1 … " + MOST_STREAMS));
    }
    SelftestReport report = new SelftestReport(streams, trials());
    if (json) {
      console.out().println(Json.mapper().writeValueAsString(report.json(console.language())));
    } else {
      report.lines(console.language()).forEach(console.out()::println);
    }
    console.out().flush();
    return report.belief().believable() ? Exit.OK : Exit.FAILED;
  }

  private List<EngineTrial> trials() throws InterruptedException {
    for (EngineKind kind : EngineKind.values()) {
      SelfTest.run(kind, WARM_UP);
    }
    List<EngineTrial> trials = new ArrayList<>();
    for (EngineKind kind : EngineKind.values()) {
      trials.add(SelfTest.run(kind, TrialLoad.thorough(streams)));
    }
    return trials;
  }
}
