package touchstone.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import touchstone.gateway.Key;
import touchstone.gateway.KeyFile;
import touchstone.gateway.LastUses;
import touchstone.model.Text;
import touchstone.store.Json;

/** {@code touchstone gateway key list}: every key, without itself. */
@Command(name = "list", mixinStandardHelpOptions = true, resourceBundle = "touchstone.cli.Help")
final class KeyListCommand implements Callable<Integer> {
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

  @Option(names = "--json")
  private boolean json;

  private final Console console;

  KeyListCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    KeyFile file = new GatewayPlace(new Wiring(console)).keys();
    List<Key> keys = file.read();
    Map<String, Instant> uses = LastUses.beside(file).read();
    if (json) {
      keys.forEach(
          key -> console.out().println(Json.mapper().writeValueAsString(fields(key, uses))));
    } else if (keys.isEmpty()) {
      console.say(
          new Text(
              "还没有密钥。新建一个：touchstone gateway key create 名字",
              "There are no keys. Make one: touchstone gateway key create NAME"));
    } else {
      DeploymentTable.laidOut(rows(keys, uses, Instant.now())).forEach(console.out()::println);
    }
    console.out().flush();
    return Exit.OK;
  }

  private List<List<String>> rows(List<Key> keys, Map<String, Instant> uses, Instant now) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        DeploymentTable.row(
            console.language(),
            new Text("名称", "NAME"),
            new Text("还能用", "EXPIRES IN"),
            new Text("每分钟", "PER MINUTE"),
            new Text("能用的模型", "MODELS"),
            new Text("上次使用", "LAST USE")));
    for (Key key : keys) {
      rows.add(
          List.of(
              key.name(),
              key.expired(now)
                  ? new Text("已过期", "expired").in(console.language())
                  : key.expires()
                      .map(end -> KeyCreateCommand.left(Duration.between(now, end)))
                      .orElse("-"),
              key.requestsPerMinute().isPresent()
                  ? Integer.toString(key.requestsPerMinute().getAsInt())
                  : "-",
              key.models().isEmpty() ? "*" : String.join(",", key.models()),
              Optional.ofNullable(uses.get(key.sha256()))
                  .map(at -> DAY.format(at.atZone(ZoneId.systemDefault())))
                  .orElse("-")));
    }
    return rows;
  }

  private static Map<String, Object> fields(Key key, Map<String, Instant> uses) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", key.name());
    json.put("created", key.created().toString());
    key.expires().ifPresent(end -> json.put("expires", end.toString()));
    key.requestsPerMinute().ifPresent(most -> json.put("requests_per_minute", most));
    json.put("models", key.models());
    Optional.ofNullable(uses.get(key.sha256()))
        .ifPresent(at -> json.put("last_used", at.toString()));
    return json;
  }
}
