package touchstone.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import touchstone.model.Language;
import touchstone.model.Text;
import touchstone.suite.Starter;

/** {@code touchstone suite new DIR}: writes a small suite to begin with, in the language spoken. */
@Command(name = "new", mixinStandardHelpOptions = true, resourceBundle = "touchstone.cli.Help")
final class SuiteNewCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", descriptionKey = "DIR")
  private Path folder = Path.of("");

  private final Console console;

  SuiteNewCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    boolean english = console.language() == Language.EN;
    UsageProblem.in(() -> Starter.write(folder, english ? "en" : "zh"))
        .forEach(file -> console.out().println(file));
    console.out().flush();
    console.say(
        new Text(
            "先改 shop.yaml，换成自己店的规矩；再改用例。改完看一遍：\n  touchstone suite preview "
                + folder
                + "\n检查写得对不对：\n  touchstone suite check "
                + folder,
            "First put your own rules into shop.yaml, then change the cases. Look them over:\n"
                + "  touchstone suite preview "
                + folder
                + "\nCheck them:\n  touchstone suite check "
                + folder));
    return Exit.OK;
  }
}
