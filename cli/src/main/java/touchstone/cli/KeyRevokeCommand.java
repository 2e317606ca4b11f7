package touchstone.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import touchstone.model.Text;

/** {@code touchstone gateway key revoke NAME}: takes a key away for good. */
@Command(name = "revoke", mixinStandardHelpOptions = true, resourceBundle = "touchstone.cli.Help")
final class KeyRevokeCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", descriptionKey = "NAME")
  private String name = "";

  private final Console console;

  KeyRevokeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    UsageProblem.in(() -> {
      new GatewayPlace(new Wiring(console)).keys().revoke(name);
      return name;
    });
    console.say(
        new Text(
            "密钥“" + name + "”已撤销，运行中的网关一秒内不再认它。",
            "Key '" + name + "' is revoked; a running gateway stops taking it within a second."));
    return Exit.OK;
  }
}
