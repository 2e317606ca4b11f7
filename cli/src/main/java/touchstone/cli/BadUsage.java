package touchstone.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;
import touchstone.document.Words;
import touchstone.model.Text;

/** Says in our own words which argument is wrong, what was expected and what was probably meant. */
final class BadUsage implements CommandLine.IParameterExceptionHandler {
  private final Console console;

  BadUsage(Console console) {
    this.console = console;
  }

  @Override
  public int handleParseException(ParameterException fault, String[] args) {
    CommandLine command = fault.getCommandLine();
    console.say(said(fault, List.of(args)));
    if (fault instanceof UnmatchedArgumentException unmatched) {
      nearest(unmatched.getUnmatched(), command);
    }
    String name = command.getCommandSpec().qualifiedName();
    console.say(new Text("用法见 " + name + " --help", "See " + name + " --help"));
    return Exit.BAD_USAGE;
  }

  private static Text said(ParameterException fault, List<String> args) {
    return switch (fault) {
      case UnmatchedArgumentException unmatched -> unmatched(unmatched);
      case MissingParameterException missing -> missing(missing, args);
      case OverwrittenOptionException twice ->
          new Text(
              name(twice.getOverwritten()) + " 写了两次，只能写一次",
              name(twice.getOverwritten()) + " is given twice, expected once");
      default -> wrong(fault);
    };
  }

  private static Text unmatched(UnmatchedArgumentException fault) {
    String word = fault.getUnmatched().getFirst();
    if (fault.isUnknownOption()) {
      return new Text("没有 " + word + " 这个选项", "There is no option " + word);
    }
    boolean commands = fault.getCommandLine().getCommandSpec().parent() == null;
    return commands
        ? new Text("没有“" + word + "”这个命令", "There is no command '" + word + "'")
        : new Text("多了一个参数“" + word + "”", "'" + word + "' is one argument too many");
  }

  /** Either an option stands without its value, or something that must be given is not there. */
  private static Text missing(MissingParameterException fault, List<String> args) {
    List<ArgSpec> missing = fault.getMissing();
    if (missing.getFirst() instanceof OptionSpec option
        && Arrays.stream(option.names()).anyMatch(args::contains)) {
      return new Text(
          option.longestName() + " 后面还要写 " + option.paramLabel(),
          option.longestName() + " needs a value: " + option.paramLabel());
    }
    String all = missing.stream().map(BadUsage::name).collect(Collectors.joining(" "));
    return new Text("还要写 " + all, "Missing: " + all);
  }

  private static Text wrong(ParameterException fault) {
    ArgSpec argument = fault.getArgSpec();
    String value = fault.getValue();
    if (value == null) {
      // in picocli's own words
      return new Text("看不懂 " + fault.getMessage(), "Not understood: " + fault.getMessage());
    }
    if (argument == null) {
      return new Text("没有“" + value + "”这个命令", "There is no command '" + value + "'");
    }
    Text expected = expected(argument);
    return new Text(
        name(argument) + "：应为" + expected.zh() + "，这里是“" + value + "”",
        name(argument) + ": expected " + expected.en() + ", found '" + value + "'");
  }

  private static Text expected(ArgSpec argument) {
    Class<?> type = argument.isMultiValue() ? argument.auxiliaryTypes()[0] : argument.type();
    if (argument.type().isAssignableFrom(java.util.Map.class)) {
      return new Text(argument.paramLabel() + " 的写法", argument.paramLabel());
    }
    if (type == int.class || type == Integer.class) {
      return new Text("整数", "a whole number");
    }
    if (type == double.class || type == Double.class) {
      return new Text("数", "a number");
    }
    if (type == URI.class) {
      return new Text("网址", "an address");
    }
    if (type == Path.class) {
      return new Text("文件路径", "a path");
    }
    return new Text(" " + argument.paramLabel() + " 之一", argument.paramLabel());
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  private void nearest(List<String> unmatched, CommandLine command) {
    List<String> right = new java.util.ArrayList<>(command.getSubcommands().keySet());
    right.addAll(command.getCommandSpec().optionsMap().keySet());
    Words.nearest(unmatched.getFirst().replaceFirst("=.*", ""), right)
        .ifPresent(
            word -> console.say(new Text("是不是想写 " + word + "？", "Did you mean " + word + "?")));
  }
}
