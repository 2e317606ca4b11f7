package touchstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import touchstone.model.Language;

/** Walks the help of every command, and the complaints about every kind of wrong argument. */
class HelpTest {
  private static final Pattern CHINESE = Pattern.compile("\\p{IsHan}");

  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @EnumSource(Language.class)
  void every_command_option_and_parameter_is_described(Language language) {
    Locale.setDefault(language == Language.ZH ? Locale.CHINESE : Locale.ENGLISH);
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    CommandLine root = Main.commandLine(language, nowhere, nowhere);
    List<String> silent = new ArrayList<>();
    List<String> foreign = new ArrayList<>();
    for (CommandLine command : all(root)) {
      String name = command.getCommandSpec().qualifiedName();
      check(name, header(command), language, silent, foreign);
      for (ArgSpec argument : arguments(command)) {
        check(name + " " + argument, text(argument), language, silent, foreign);
      }
    }
    assertThat(silent).as("not described").isEmpty();
    assertThat(foreign).as("in the other language").isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void every_line_of_a_help_is_in_its_language(Language language) {
    Locale.setDefault(language == Language.ZH ? Locale.CHINESE : Locale.ENGLISH);
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    for (CommandLine command : all(Main.commandLine(language, nowhere, nowhere))) {
      String help = command.getUsageMessage(Help.Ansi.OFF);
      if (language == Language.ZH) {
        assertThat(help).contains("用法").doesNotContain("Usage:", "Display help", "Show this");
      } else {
        assertThat(help).doesNotContainPattern(CHINESE);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "run --dept quick|没有 --dept 这个选项|There is no option --dept",
        "run --dept quick|是不是想写 --depth？|Did you mean --depth?",
        "run --depth|--depth 后面还要写 quick|--depth needs a value: quick",
        "run --depth deep|--depth：应为 quick|--depth: expected quick",
        "run --cases few|--cases：应为整数，这里是“few”|--cases: expected a whole number, found 'few'",
        "run --cases 0|--cases 0：应为 1 以上的整数|--cases 0: expected 1 or more",
        "run --endpoint b|--endpoint：应为ID=URL 的写法|--endpoint: expected ID=URL",
        "run --depth quick --depth quick|--depth 写了两次|--depth is given twice",
        "report --format html,doc|--format doc：应为 html, json|--format doc: expected html, json",
        "replay none.zip|BUNDLE none.zip：应为 touchstone export|BUNDLE none.zip: expected a file",
        "run a b|多了一个参数“b”|is one argument too many",
        "serve --port 70000|--port 70000：应为 0–65535|--port 70000: expected 0 to 65535",
        "rum|没有“rum”这个命令|There is no command 'rum'",
        "help rum|没有“rum”这个命令|There is no command 'rum'",
        "fit|还要写 --gpu MODEL|Missing: --gpu MODEL",
        "fit m --gpu x --utilization much|--utilization：应为数，这里是“much”|expected a number, found"
            + " 'much'",
        "fit qwen3-32b --gpu L4 --kv-bits 4|可以写 16 或 8|Write 16 or 8",
        "deploy m --lease soon|--lease soon：应为 90s|--lease soon: expected 90s",
        "offers add --gpu L4 --price much --source y|--price much：看不懂|--price much is no price",
        "--lang fr|没有这种界面语言|no such language",
        "doctor --endpoint http://[|--endpoint：应为网址|--endpoint: expected an address",
      })
  void a_wrong_argument_is_told_in_either_language(String line, String zh, String en) {
    assertThat(run(line, "zh_CN.UTF-8")).isEqualTo(Exit.BAD_USAGE);
    assertThat(err.toString()).contains(zh);
    assertThat(err.toString().lines())
        .as("picocli's own words")
        .allMatch(said -> CHINESE.matcher(said).find());
    err.getBuffer().setLength(0);
    assertThat(run(line, "en_GB.UTF-8")).isEqualTo(Exit.BAD_USAGE);
    if (!line.startsWith("--lang")) {
      assertThat(err.toString()).contains(en).doesNotContainPattern(CHINESE);
    }
  }

  private int run(String line, String language) {
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    return Main.run(line.split(" "), language, nowhere, new PrintWriter(err));
  }

  private static List<CommandLine> all(CommandLine root) {
    List<CommandLine> all = new ArrayList<>(List.of(root));
    root.getSubcommands().values().forEach(each -> all.addAll(all(each)));
    return all;
  }

  private static List<ArgSpec> arguments(CommandLine command) {
    return command.getCommandSpec().args().stream().filter(each -> !each.hidden()).toList();
  }

  private static String header(CommandLine command) {
    return String.join("\n", command.getCommandSpec().usageMessage().header());
  }

  private static String text(ArgSpec argument) {
    return Arrays.stream(argument.description()).reduce("", (a, b) -> a + b);
  }

  private static void check(
      String place, String text, Language language, List<String> silent, List<String> foreign) {
    if (text.isBlank()) {
      silent.add(place);
    } else if (CHINESE.matcher(text).find() != (language == Language.ZH)) {
      foreign.add(place + ": " + text);
    }
  }
}
