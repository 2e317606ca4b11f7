package touchstone.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import touchstone.lifecycle.DeploymentFolder;
import touchstone.lifecycle.Life;
import touchstone.model.Text;
import touchstone.store.Json;

/** {@code touchstone costs}: what every deployment has cost so far, released ones too. */
@Command(name = "costs", mixinStandardHelpOptions = true, resourceBundle = "touchstone.cli.Help")
final class CostsCommand implements Callable<Integer> {
  @Option(names = "--json")
  private boolean json;

  private final Console console;

  CostsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Keepers keepers = Keepers.of(new Wiring(console));
    keepers.revive();
    List<Life> lives =
        keepers.deployments().all().stream()
            .map(DeploymentFolder::life)
            .flatMap(java.util.Optional::stream)
            .toList();
    if (json) {
      lives.forEach(life -> console.out().println(line(life, keepers.nowMillis())));
    } else if (lives.isEmpty()) {
      console.say(new Text("还没有部署过，没有花费。", "Nothing was deployed yet, nothing was spent."));
    } else {
      DeploymentTable.costs(lives, keepers.nowMillis(), console.language())
          .forEach(console.out()::println);
    }
    console.out().flush();
    return Exit.OK;
  }

  private static String line(Life life, long nowMillis) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", life.order().id());
    json.put("name", life.order().name());
    json.put("state", life.state().code());
    json.putAll(DeploymentReport.costs(life, nowMillis));
    return Json.mapper().writeValueAsString(json);
  }
}
