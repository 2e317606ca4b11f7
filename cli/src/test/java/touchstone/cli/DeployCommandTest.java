package touchstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import touchstone.lifecycle.process.Marked;
import touchstone.store.Json;
import touchstone.testing.Fixture;
import touchstone.testing.ScriptedEngine;

/** The commands as a person gives them: each a process of its own, engines that outlive them. */
class DeployCommandTest {
  @TempDir Path home;

  @AfterEach
  void nothingStays() throws Exception {
    if (Files.exists(home.resolve("data"))) {
      touchstone("release", "shop");
    }
    assertThat(Marked.all().values()).noneMatch(id -> id.startsWith("shop-"));
  }

  @Test
  void theEmbeddedEngineStaysUpIsStoppedStartedAndReleased() throws Exception {
    String weights = Fixture.file("tiny-llama.gguf").toString();
    Commands.Ended deployed =
        touchstone(
            "deploy", weights, "--name", "shop", "--lease", "10m", "--price", "3600CNY", "--json");
    assertThat(deployed.code()).as(deployed.err()).isEqualTo(Exit.OK);
    JsonNode json = Json.mapper().readTree(deployed.out());
    assertThat(json.path("state").asString()).isEqualTo("READY");
    assertThat(json.path("served_as").asString()).isEqualTo("tiny-llama");
    assertThat(json.path("start_seconds").propertyNames()).contains("loading", "warming");
    assertThat(json.at("/costs/spent").asDouble()).isPositive();
    assertThat(touchstone("deploy", weights, "--name", "shop").err()).contains("is in use");
    assertThat(touchstone("ps").out()).contains("shop", "ready", "http://127.0.0.1:");
    assertThat(touchstone("logs", "shop").out()).contains("llama_context");
    assertThat(touchstone("stop", "shop").code()).isEqualTo(Exit.OK);
    assertThat(touchstone("ps", "--json").out()).contains("\"state\":\"STOPPED\"");
    assertThat(touchstone("start", "shop").code()).isEqualTo(Exit.OK);
    assertThat(touchstone("release", "shop").code()).isEqualTo(Exit.OK);
    assertThat(touchstone("ps").err()).contains("Nothing is deployed");
    assertThat(touchstone("costs").out()).contains("released (as asked)", "total", "CNY");
    assertThat(touchstone("start", "shop").err()).contains("only its log and costs are left");
  }

  @Test
  void aTemplateOfTheUsersOwnStartsAProcessWithAKey() throws Exception {
    List<String> command = new ArrayList<>(ScriptedEngine.command());
    command.addAll(List.of("--port", "{port}", "--model", "{name}", "--key-from", "MY_KEY"));
    Path own = Files.createDirectories(home.resolve("config/touchstone")).resolve("engines.yaml");
    Files.writeString(
        own,
        "engines: {mine: {log: vllm, key: MY_KEY, command: "
            + Json.mapper().writeValueAsString(command)
            + "}}");
    Commands.Ended deployed =
        touchstone(
            "deploy", "m", "--name", "shop", "--backend", "process", "--engine", "mine", "--key");
    assertThat(deployed.code()).as(deployed.err()).isEqualTo(Exit.OK);
    assertThat(deployed.out()).contains("/v1  shop");
    assertThat(deployed.err()).contains("Requests must bear the key");
    String listed = touchstone("ps", "--json").out();
    Path folder = Path.of(Json.mapper().readTree(listed).path("folder").asString());
    String key = Files.readString(folder.resolve("key"));
    assertThat(key).hasSize(64);
    assertThat(listed).doesNotContain(key);
    assertThat(Files.readString(folder.resolve("keeper.log"))).doesNotContain(key);
    assertThat(touchstone("release", "shop").code()).isEqualTo(Exit.OK);
  }

  @Test
  void aKeyThatTheEngineWouldNotReadIsRefused() throws Exception {
    Commands.Ended refused =
        touchstone("deploy", "m", "--backend", "process", "--engine", "ollama", "--key");
    assertThat(refused.code()).isEqualTo(Exit.FAILED);
    assertThat(refused.err()).contains("ollama", "would protect nothing");
    assertThat(home.resolve("data/touchstone/deployments")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "--lease, soon, 4h",
    "--price, much, 12.5CNY",
    "--backend, cloud, local | process | ssh",
    "--backend, ssh, --host root@",
    "--name, -x/y, --name",
    "--budget, 5CNY, --price",
  })
  void whatIsWrongIsNamed(String option, String value, String named) throws Exception {
    Commands.Ended refused = touchstone("deploy", "qwen3-0.6b", option + "=" + value);
    assertThat(refused.code()).isEqualTo(Exit.BAD_USAGE);
    assertThat(refused.err()).contains(value, named);
  }

  @ParameterizedTest
  @CsvSource({"deploy", "ps", "logs", "top", "stop", "start", "release", "costs"})
  void everyWordOfTheHelpIsExplainedInBothLanguages(String command) {
    for (String language : List.of("zh", "en")) {
      StringWriter out = new StringWriter();
      String[] arguments = {command, "--help", "--lang", language};
      Main.run(arguments, "zh_CN.UTF-8", new PrintWriter(out), new PrintWriter(out));
      String help = out.toString();
      assertThat(help).doesNotContainPattern("(?m)^ +(NAME|MODEL|\\[ARGUMENT...]|-.*=[A-Z]+) *$");
      assertThat(help).contains(language.equals("zh") ? "用法：" : "Usage:");
    }
  }

  @ParameterizedTest
  @CsvSource({"90s, PT1M30S", "1h30m, PT1H30M", "2d, PT48H"})
  void timesAreReadAsPeopleWriteThem(String text, Duration time) {
    assertThat(Amounts.time(text)).contains(time);
    assertThat(Amounts.time("0s")).isEmpty();
    assertThat(Amounts.sum("12.5 usd")).contains(new Amounts.Sum(12_500_000, "USD"));
    assertThat(Amounts.sum("3")).contains(new Amounts.Sum(3_000_000, "CNY"));
    assertThat(Amounts.shown(1, "CNY")).isEqualTo("0.01 CNY");
  }

  private Commands.Ended touchstone(String... arguments) throws IOException, InterruptedException {
    return new Commands(home).run(arguments);
  }
}
