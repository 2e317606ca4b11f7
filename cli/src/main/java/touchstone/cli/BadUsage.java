package touchstone.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;
import touchstone.document.Words;
import touchstone.model.Text;

/** Says which argument is wrong and what was probably meant. */
final class BadUsage implements CommandLine.IParameterExceptionHandler {
  private final Console console;

  BadUsage(Console console) {
    this.console = console;
  }

  @Override
  public int handleParseException(ParameterException fault, String[] args) {
    CommandLine command = fault.getCommandLine();
    console.err().println(fault.getMessage());
    if (fault instanceof UnmatchedArgumentException unmatched) {
      nearest(unmatched.getUnmatched(), command);
    }
    String name = command.getCommandSpec().qualifiedName();
    console.say(new Text("用法见 " + name + " --help", "See " + name + " --help"));
    return Exit.BAD_USAGE;
  }

  private void nearest(List<String> unmatched, CommandLine command) {
    List<String> right = new java.util.ArrayList<>(command.getSubcommands().keySet());
    right.addAll(command.getCommandSpec().optionsMap().keySet());
    Words.nearest(unmatched.getFirst().replaceFirst("=.*", ""), right)
        .ifPresent(
            word -> console.say(new Text("是不是想写 " + word + "？", "Did you mean " + word + "?")));
  }
}
