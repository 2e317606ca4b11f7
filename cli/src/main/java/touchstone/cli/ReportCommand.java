package touchstone.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import touchstone.run.Reporting;
import touchstone.run.RunFiles;
import touchstone.store.RunFolder;

/** {@code touchstone report RUN}: writes the reports again from stored samples. */
@Command(name = "report", mixinStandardHelpOptions = true, resourceBundle = "touchstone.cli.Help")
final class ReportCommand implements Callable<Integer> {
  @Parameters(arity = "0..1", paramLabel = "RUN", descriptionKey = "RUN")
  private @Nullable String run;

  @Option(names = "--json")
  private boolean json;

  private final Console console;

  ReportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Wiring wiring = new Wiring(console);
    RunFolder folder = wiring.run(run);
    Reporting.Written written =
        new Reporting(wiring.versions(), console.language()).write(new RunFiles(folder));
    return new Closing(console, json).show(written);
  }
}
