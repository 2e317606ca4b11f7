package touchstone.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import touchstone.model.Text;

/** {@code touchstone} without a command: shows what there is. */
@Command(
    name = "touchstone",
    version = Main.VERSION,
    mixinStandardHelpOptions = true,
    resourceBundle = "touchstone.cli.Help",
    synopsisSubcommandLabel = "COMMAND")
final class RootCommand implements Runnable {
  @Option(names = "--lang", paramLabel = "zh|en", scope = ScopeType.INHERIT)
  private String lang = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    if (!lang.isEmpty() && !lang.equals("zh") && !lang.equals("en")) {
      throw new UsageProblem(
          new Text("--lang " + lang + "：没有这种界面语言", "--lang " + lang + ": no such language"),
          new Text("可以写 zh 或 en。", "Write zh or en."));
    }
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
