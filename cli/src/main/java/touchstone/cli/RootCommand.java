package touchstone.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

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
      throw new ParameterException(spec.commandLine(), "--lang " + lang + ": zh | en");
    }
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
