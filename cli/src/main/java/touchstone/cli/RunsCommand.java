package touchstone.cli;

import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import touchstone.model.Text;
import touchstone.store.RunFolder;

/** {@code touchstone runs}: lists the runs that are stored. */
@Command(name = "runs", mixinStandardHelpOptions = true, resourceBundle = "touchstone.cli.Help")
final class RunsCommand implements Callable<Integer> {
  private final Console console;

  RunsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Wiring wiring = new Wiring(console);
    List<RunFolder> runs = RunFolder.all(wiring.runsRoot());
    if (runs.isEmpty()) {
      console.say(new Text("还没有运行过。先执行：touchstone run", "No runs yet. Start one: touchstone run"));
    }
    for (RunFolder run : runs) {
      Text state =
          Files.exists(run.reportJson())
              ? new Text("已出报告", "reported")
              : new Text("未完成", "unfinished");
      console.out().println(run.id() + "  " + state.in(console.language()) + "  " + run.path());
    }
    return Exit.OK;
  }
}
