package touchstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import touchstone.report.Columns;
import touchstone.store.Json;

class ImagesCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void oneModelIsShownInFull() {
    assertThat(run("images", "qwen3-32b", "--lang", "zh")).isEqualTo(Exit.OK);
    assertThat(out.toString())
        .contains("32.8B", "40,960", "Apache-2.0", "Qwen/Qwen3-32B-AWQ", "enable_thinking")
        .contains("不是混合专家", "touchstone fit qwen3-32b");
  }

  @Test
  void severalAreATableWhoseColumnsLineUp() {
    assertThat(run("images", "千问小模型", "--lang", "zh")).isEqualTo(Exit.OK);
    List<String> lines = out.toString().lines().toList();
    assertThat(lines).hasSize(4);
    int licence = Columns.width(lines.getFirst().substring(0, lines.getFirst().indexOf("许可")));
    assertThat(lines.get(1).indexOf("Apache")).isEqualTo(licence);
    assertThat(lines.get(3).indexOf("Apache")).isEqualTo(licence);
  }

  @Test
  void jsonJoinsWhatCanBeDeployedHere() {
    assertThat(run("images", "qwen3-0.6b", "--json")).isEqualTo(Exit.OK);
    JsonNode image = Json.mapper().readTree(out.toString()).get(0);
    assertThat(image.get("parameters").asLong()).isEqualTo(596_049_920);
    assertThat(image.get("context_tokens").asInt()).isEqualTo(40_960);
    assertThat(image.get("deployable_here").asBoolean()).isTrue();
    assertThat(image.get("forms").get(0).get("kind").asString()).isEqualTo("bf16");
    assertThat(image.get("forms").get(0).get("gpus").asInt()).isEqualTo(1);
  }

  @Test
  void nothingFoundSaysSo() {
    assertThat(run("images", "gpt-9", "--lang", "en")).isEqualTo(Exit.FAILED);
    assertThat(err.toString()).contains("'gpt-9'", "touchstone images");
    assertThat(run("images", "gpt-9", "--json")).isEqualTo(Exit.FAILED);
    assertThat(out.toString()).isEqualToIgnoringNewLines("[]");
  }

  private int run(String... arguments) {
    return Main.run(arguments, "zh_CN.UTF-8", new PrintWriter(out), new PrintWriter(err));
  }
}
