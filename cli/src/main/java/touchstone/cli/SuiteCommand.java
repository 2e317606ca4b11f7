package touchstone.cli;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import touchstone.model.Case;
import touchstone.model.Text;
import touchstone.report.Columns;
import touchstone.suite.SuiteFolders;
import touchstone.suite.SuiteReader;
import touchstone.suite.SuiteReading;

/** {@code touchstone suite NAME}: checks a suite, lists its cases and every bad row. */
@Command(name = "suite", mixinStandardHelpOptions = true, resourceBundle = "touchstone.cli.Help")
final class SuiteCommand implements Callable<Integer> {
  @Parameters(paramLabel = "SUITE", descriptionKey = "SUITE")
  private String suite = "";

  private final Console console;

  SuiteCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    SuiteReading reading =
        UsageProblem.in(
            () -> SuiteReader.read(SuiteFolders.find(suite, new Wiring(console).root())));
    Map<String, Integer> counts = new TreeMap<>();
    for (Case each : reading.suite().cases()) {
      counts.merge(each.dimension().title().in(console.language()), 1, Integer::sum);
      console.out().println(line(each));
    }
    console.say(
        new Text(
            reading.suite().cases().size()
                + " 题可用 "
                + counts
                + "，"
                + reading.badCases().size()
                + " 题有问题",
            reading.suite().cases().size()
                + " good cases "
                + counts
                + ", "
                + reading.badCases().size()
                + " bad"));
    reading.badCases().forEach(console::show);
    return reading.badCases().isEmpty() ? Exit.OK : Exit.FAILED;
  }

  private static String line(Case each) {
    String last = each.turns().getLast().user();
    return Columns.left(each.dimension().id(), 12)
        + Columns.left(each.id(), 32)
        + Columns.cut(last.replace('\n', ' '), 60);
  }
}
