package touchstone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import touchstone.store.Json;
import touchstone.testing.Fixture;

class FitCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void printsTheSumAsJson() {
    assertThat(run("fit", "Qwen/Qwen3-32B", "--gpu", "H100-80GB", "--json")).isEqualTo(Exit.OK);
    JsonNode json = Json.mapper().readTree(out.toString());
    assertThat(json.get("verdict").asString()).isEqualTo("FITS");
    assertThat(json.get("parameters").asLong()).isBetween(32_730_000_000L, 32_795_000_000L);
    assertThat(json.get("weights_gib").asDouble()).isCloseTo(61.024, within(0.02));
    assertThat(json.get("kv_bytes_per_token").asLong()).isEqualTo(262_144);
    assertThat(json.get("terms")).hasSize(3);
    assertThat(json.get("terms").get(1).get("gib").asDouble()).isEqualTo(2.0);
    assertThat(json.get("fixes")).isEmpty();
    assertThat(json.get("expected").get("tpot_ms").asDouble()).isBetween(20.0, 40.0);
    assertThat(json.propertyNames())
        .contains("kv_gib", "kv_tokens", "budget_gib", "max_context", "max_concurrency");
  }

  @Test
  void tellsPeopleBothWays() {
    int code = run("fit", "qwen3-32b", "--gpu", "L4", "--lang", "en");
    assertThat(code).isEqualTo(Exit.FAILED);
    assertThat(out.toString())
        .contains("NO: does not fit", "weights", "20.24 GiB", "→ a larger card");
    assertThat(run("fit", "qwen3-32b", "--gpu", "L4", "--lang", "zh")).isEqualTo(Exit.FAILED);
    assertThat(out.toString()).contains("NO：放不下", "权重", "→ 换更大的卡");
  }

  @ParameterizedTest
  @CsvSource({"tiny-llama", "tiny-qwen3", "tiny-gemma3"})
  void readsAFileOfItsOwn(String name) {
    String file = Fixture.file(name + ".gguf").toString();
    assertThat(run("fit", file, "--gpu", "L4", "--json")).as(err.toString()).isEqualTo(Exit.OK);
    JsonNode json = Json.mapper().readTree(out.toString());
    assertThat(json.get("verdict").asString()).isEqualTo("FITS");
    assertThat(json.get("parameters").asLong()).isPositive();
  }

  @Test
  void saysWhatIsUnknown() {
    assertThat(run("fit", "qwen3-23b", "--gpu", "L4", "--lang", "en")).isEqualTo(Exit.BAD_USAGE);
    assertThat(err.toString()).contains("Did you mean qwen3-32b?");
    assertThat(run("fit", "qwen3-32b", "--gpu", "L4", "--quant", "q3", "--lang", "en"))
        .isEqualTo(Exit.BAD_USAGE);
    assertThat(err.toString()).contains("--quant q3 is unknown", "bf16, fp8");
    assertThat(run("fit", "qwen3-32b", "--gpu", "B9000", "--lang", "en")).isEqualTo(Exit.BAD_USAGE);
    assertThat(err.toString()).contains("GPU 'B9000' is unknown");
  }

  @Test
  void explainsItselfInBothLanguages() {
    assertThat(run("fit", "--help", "--lang", "en")).isEqualTo(Exit.OK);
    assertThat(run("fit", "--help", "--lang", "zh")).isEqualTo(Exit.OK);
    assertThat(out.toString()).contains("before you pay for it", "付钱之前先算", "FITS or TIGHT");
  }

  private int run(String... arguments) {
    return Main.run(arguments, "zh_CN.UTF-8", new PrintWriter(out), new PrintWriter(err));
  }
}
