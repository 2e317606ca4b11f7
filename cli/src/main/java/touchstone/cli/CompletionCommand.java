package touchstone.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code touchstone completion}: prints the script that completes commands in bash and zsh. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    resourceBundle = "touchstone.cli.Help")
final class CompletionCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    CommandSpec root = spec.root();
    spec.commandLine().getOut().println(AutoComplete.bash(root.name(), root.commandLine()));
    spec.commandLine().getOut().flush();
    return Exit.OK;
  }
}
