package touchstone.lifecycle.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import touchstone.lifecycle.DeploymentFolder;
import touchstone.lifecycle.Event;
import touchstone.lifecycle.Order;
import touchstone.lifecycle.StartPhase;
import touchstone.testing.ScriptedEngine;

class EngineTemplatesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"vllm", "sglang", "llama-server", "ollama"})
  void whatShipsListensOnLoopbackOnly(String name) {
    EngineTemplate template = EngineTemplates.with(folder.resolve("none.yaml")).find(name);
    Order order = order("Qwen/Qwen3-0.6B", List.of("--more", "a b"));
    List<String> command = template.command(order, 8123);
    String address =
        String.join(" ", command)
            + template.variables(order, 8123, new DeploymentFolder(folder)).get("OLLAMA_HOST");
    assertThat(address).contains("127.0.0.1").contains("8123").doesNotContain("0.0.0.0");
    assertThat(command).endsWith("--more", "a b");
  }

  @Test
  void aWordOfTheUserStaysOneArgument() {
    EngineTemplate vllm = EngineTemplates.with(folder.resolve("none.yaml")).find("vllm");
    assertThat(vllm.command(order("{port} $(id); {name}", List.of()), 1))
        .startsWith("vllm", "serve", "{port} $(id); {name}", "--served-model-name");
  }

  @Test
  void anOwnFileAddsAndReplaces() throws Exception {
    Path own =
        Files.writeString(
            folder.resolve("engines.yaml"),
            """
            engines:
              vllm:
                command: [/opt/vllm/bin/vllm, serve, "{model}", --port, "{port}"]
                environment: {VLLM_CPU_KVCACHE_SPACE: "1"}
                log: vllm
              mine:
                command: [mine]
            """);
    EngineTemplates templates = EngineTemplates.with(own);
    assertThat(templates.find("vllm").command().getFirst()).isEqualTo("/opt/vllm/bin/vllm");
    assertThat(templates.find("mine").dialect()).isEqualTo(LogDialect.PLAIN);
    assertThatThrownBy(() -> templates.find("vlm")).hasMessageContaining("Did you mean vllm?");
    Files.writeString(own, "engines: {bad: {command: []}}");
    assertThatThrownBy(() -> EngineTemplates.with(own))
        .hasMessageContaining("engines.yaml:1:26")
        .hasMessageContaining("a list of at least one word");
  }

  @Test
  void anEngineSeesNoKeysOfOtherServices() {
    Map<String, String> here =
        Map.of("PATH", "/bin", "CLOUD_KEY", "x", "HF_TOKEN", "y", "CUDA_VISIBLE_DEVICES", "0");
    assertThat(PassedOn.of(here, List.of("HF_TOKEN")))
        .containsOnlyKeys("PATH", "HF_TOKEN", "CUDA_VISIBLE_DEVICES");
    assertThat(PassedOn.of(Map.of("VLLM_API_KEY", "z"), List.of())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"vllm-0.32, VLLM", "llama-cpp-0.5, LLAMA_CPP"})
  void recordedStartsGoThroughLoadingAndWarming(String recording, LogDialect dialect) {
    List<StartPhase> phases =
        ScriptedEngine.recording(recording).stream()
            .map(dialect::read)
            .flatMap(Optional::stream)
            .map(Event.Advanced::phase)
            .distinct()
            .toList();
    assertThat(phases).containsExactly(StartPhase.LOADING, StartPhase.WARMING);
  }

  @Test
  void sharesAreReadFromProgressBars() {
    String bar = "Loading safetensors checkpoint shards:  56% Completed | 5/9 [00:13<00:11]";
    assertThat(LogDialect.VLLM.read(bar)).contains(new Event.Advanced(StartPhase.LOADING, 0.56));
    assertThat(LogDialect.SGLANG.read(bar)).contains(new Event.Advanced(StartPhase.LOADING, 0.56));
    assertThat(LogDialect.PLAIN.read(bar)).isEmpty();
  }

  @Test
  void aLogIsReadLineByLineWhateverItsPieces() throws Exception {
    Path file = Files.writeString(folder.resolve("log"), "一\n二");
    LogFollower log = new LogFollower(file, 0);
    assertThat(log.more()).containsExactly("一");
    byte[] rest = "三\r四\n".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    for (byte each : rest) {
      Files.write(file, new byte[] {each}, java.nio.file.StandardOpenOption.APPEND);
      log.more();
    }
    assertThat(log.last(10)).containsExactly("一", "二三", "四");
  }

  private static Order order(String model, List<String> arguments) {
    return new Order(
        "id", "shop", "process", "vllm", model, arguments, 1000, Order.Tariff.free(), false);
  }
}
