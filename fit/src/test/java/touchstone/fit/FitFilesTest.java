package touchstone.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import touchstone.model.ProblemException;

class FitFilesTest {
  private static final String QWEN3 =
      """
      {"architectures": ["Qwen3ForCausalLM"], "model_type": "qwen3", "head_dim": 128,
       "hidden_size": 5120, "intermediate_size": 25600, "num_attention_heads": 64,
       "num_hidden_layers": 64, "num_key_value_heads": 8, "vocab_size": 151936,
       "max_position_embeddings": 40960, "rms_norm_eps": 1e-06, "rope_scaling": null,
       "sliding_window": null, "use_sliding_window": false, "tie_word_embeddings": false}
      """;
  private static final String GEMMA =
      """
      {"model_type": "gemma3_text", "hidden_size": 640, "intermediate_size": 2048,
       "num_attention_heads": 4, "num_hidden_layers": 18, "num_key_value_heads": 1,
       "vocab_size": 262144, "max_position_embeddings": 32768, "sliding_window": 512}
      """;
  private static final String MIXTURE =
      """
      {"model_type": "qwen3_moe", "head_dim": 128, "hidden_size": 2048, "intermediate_size": 6144,
       "moe_intermediate_size": 768, "num_experts": 128, "num_experts_per_tok": 8,
       "num_attention_heads": 32, "num_hidden_layers": 48, "num_key_value_heads": 4,
       "decoder_sparse_step": 1, "mlp_only_layers": [], "vocab_size": 151936,
       "max_position_embeddings": 40960, "tie_word_embeddings": false}
      """;

  @TempDir Path folder;

  @Test
  void readsTheShapeAsTheCatalogueHasIt() throws Exception {
    assertSame(QWEN3, "qwen3-32b");
    assertSame(MIXTURE, "qwen3-30b-a3b");
    assertSame(GEMMA, "gemma-3-270m"); // head_dim, tying and the 5:1 pattern by default
  }

  private void assertSame(String config, String known) throws Exception {
    ModelShape read = ConfigReader.read(write("config.json", config)).shape();
    ModelShape catalogue = ShapeCatalogue.bundled().find(known);
    assertThat(read).usingRecursiveComparison().ignoringFields("name").isEqualTo(catalogue);
  }

  @Test
  void readsANestedTextPart() throws Exception {
    String nested =
        "{\"model_type\": \"gemma3\", \"vision_config\": {\"hidden_size\": 1}, \"text_config\": "
            + GEMMA
            + "}";
    ModelShape read = ConfigReader.read(write("config.json", nested)).shape();
    assertThat(read.layers()).isEqualTo(18);
    assertThat(read.tied()).isTrue();
  }

  @Test
  void readsLayerTypes() throws Exception {
    String types =
        GEMMA
            .replace("18", "3")
            .replace(
                "\"sliding_window\"",
                "\"layer_types\": [\"sliding_attention\", \"full_attention\","
                    + " \"sliding_attention\"], \"sliding_window\"");
    assertThat(ConfigReader.read(write("config.json", types)).shape().sliding())
        .isEqualTo(new Sliding(2, 512));
  }

  @ParameterizedTest
  @CsvSource({"fp8, '', FP8", "awq, 4, AWQ", "gptq, 4, GPTQ", "gptq, 8, INT8"})
  void readsHowItIsQuantized(String method, String bits, Quantization quantization)
      throws Exception {
    String config =
        "{\"quantization_config\": {\"quant_method\": \""
            + method
            + "\""
            + (bits.isEmpty() ? "" : ", \"bits\": " + bits)
            + "}, "
            + QWEN3.strip().substring(1);
    assertThat(ConfigReader.read(write("config.json", config)).quantization())
        .isEqualTo(quantization);
  }

  @Test
  void derivesHeadDimAndKeyHeads() throws Exception {
    String old =
        """
        {"model_type": "llama", "hidden_size": 576, "intermediate_size": 1536,
         "num_attention_heads": 9, "num_hidden_layers": 30, "vocab_size": 49152,
         "max_position_embeddings": 8192}
        """;
    assertThat(ConfigReader.read(write("config.json", old)).shape())
        .returns(64, ModelShape::headDim)
        .returns(9, ModelShape::kvHeads)
        .returns(false, ModelShape::tied);
  }

  @Test
  void takesTheIndexForTheWeights() throws Exception {
    write("config.json", QWEN3);
    Path index =
        write(
            "model.safetensors.index.json",
            "{\"metadata\": {\"total_size\": 65524246528}, \"weight_map\": {\"a\": \"b\"}}");
    FitModel model = SafetensorsIndex.read(index);
    assertThat(model.bytes(Quantization.BF16)).isEqualTo(65_524_246_528L);
    assertThat(model.bytes(Quantization.FP8)).isLessThan(40_000_000_000L);
    // the shape alone comes within a thousandth of the index
    assertThat((double) Quantization.BF16.bytes(model.shape()) / 65_524_246_528L)
        .isBetween(0.999, 1.001);
  }

  @Test
  void asksForTheConfigBesideAnIndex() throws Exception {
    Path index = write("model.safetensors.index.json", "{\"metadata\": {\"total_size\": 1000}}");
    fails(() -> SafetensorsIndex.read(index), "config.json", index.toString());
    Path empty = write("model.safetensors.index.json", "{\"metadata\": {}}");
    fails(() -> SafetensorsIndex.read(empty), "'total_size' is missing", ":1:");
  }

  @Test
  void namesWhatIsWrong() throws Exception {
    refuses(QWEN3.replace("qwen3\"", "deepseek_v3\""), "deepseek_v3", "not guessed");
    refuses(QWEN3.replace("\"vocab_size\": 151936,", ""), "'vocab_size' is missing", "whole");
    refuses(QWEN3.replace("5120", "\"many\""), "expected a whole number", "'many'");
    refuses(QWEN3.replace("\"num_key_value_heads\": 8", "\"num_key_value_heads\": 7"), "over 7");
    refuses(QWEN3.replace("64,", "-64,"), "expected a whole number", "'-64'");
    refuses(QWEN3.replace("128", "99999999999999999999"), "expected a whole number");
    refuses(QWEN3.substring(0, 60), "not YAML");
    refuses("[]", "expected a mapping");
    refuses(MIXTURE.replace("[]", "[3]"), "every layer of experts");
    refuses("{\"model_type\": 3}", "model_type '3'");
  }

  private void refuses(String config, String... words) throws Exception {
    Path file = write("config.json", config);
    fails(() -> ConfigReader.read(file), words);
    fails(() -> ConfigReader.read(file), file.toString());
  }

  private static void fails(ThrowingCallable call, String... words) {
    for (String word : words) {
      assertThatThrownBy(call).isInstanceOf(ProblemException.class).hasMessageContaining(word);
    }
  }

  private Path write(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text);
  }
}
