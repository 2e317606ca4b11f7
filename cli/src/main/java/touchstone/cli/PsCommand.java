package touchstone.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import touchstone.lifecycle.DeploymentFolder;
import touchstone.lifecycle.Life;
import touchstone.lifecycle.State;
import touchstone.lifecycle.process.Marked;
import touchstone.model.Text;
import touchstone.store.Json;

/** {@code touchstone ps}: what is deployed, where it answers, how long it may run. */
@Command(name = "ps", mixinStandardHelpOptions = true, resourceBundle = "touchstone.cli.Help")
final class PsCommand implements Callable<Integer> {
  @Option(names = {"-a", "--all"})
  private boolean all;

  @Option(names = "--json")
  private boolean json;

  private final Console console;

  PsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Keepers keepers = Keepers.of(new Wiring(console));
    keepers.revive();
    List<DeploymentFolder> folders =
        keepers.deployments().all().stream().filter(this::shown).toList();
    if (json) {
      folders.forEach(folder ->
          console
              .out()
              .println(
                  Json.mapper()
                      .writeValueAsString(
                          DeploymentReport.json(
                              folder, folder.life().orElseThrow(), keepers.nowMillis()))));
    } else if (folders.isEmpty()) {
      console.say(
          new Text(
              "没有部署。起一个：touchstone deploy 模型 --name 名字",
              "Nothing is deployed. Start something: touchstone deploy MODEL --name NAME"));
    } else {
      List<Life> lives = folders.stream().map(folder -> folder.life().orElseThrow()).toList();
      DeploymentTable.standing(lives, keepers.nowMillis(), console.language())
          .forEach(console.out()::println);
    }
    leaks(keepers);
    console.out().flush();
    return Exit.OK;
  }

  private boolean shown(DeploymentFolder folder) {
    return all || !(folder.life().orElseThrow().state() instanceof State.Released);
  }

  /** Processes that carry a mark of ours though nothing of theirs should run. */
  private void leaks(Keepers keepers) {
    Map<String, Life> known =
        keepers.deployments().all().stream()
            .collect(Collectors.toMap(DeploymentFolder::id, folder -> folder.life().orElseThrow()));
    Marked.all()
        .forEach((pid, id) -> {
          Life life = known.get(id);
          if (life == null || life.state().atRest()) {
            console.say(
                new Text(
                    "注意：进程 " + pid + " 属于部署 " + id + "，按账本不该还在。结束它：kill " + pid,
                    "Warning: process "
                        + pid
                        + " belongs to deployment "
                        + id
                        + " and should be gone by its ledger. End it with: kill "
                        + pid));
          }
        });
  }
}
