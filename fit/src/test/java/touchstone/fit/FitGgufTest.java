package touchstone.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import touchstone.model.ProblemException;

class FitGgufTest {
  private static final Map<String, Long> QWEN2 =
      Map.of(
          "qwen2.block_count", 28L,
          "qwen2.embedding_length", 3584L,
          "qwen2.attention.head_count", 28L,
          "qwen2.attention.head_count_kv", 4L,
          "qwen2.feed_forward_length", 18_944L,
          "qwen2.context_length", 131_072L);

  @Test
  void takesShapeAndSizeFromTheHeader() {
    FitModel model = facts("qwen2", QWEN2, Optional.of("Q4_K_M")).model();
    assertThat(model.shape())
        .usingRecursiveComparison()
        .ignoringFields("name")
        .isEqualTo(ShapeCatalogue.bundled().find("r1-distill-qwen-7b"));
    assertThat(model.quantization()).isEqualTo(Quantization.Q4_K_M);
    assertThat(model.bytes(Quantization.Q4_K_M)).isEqualTo(4_683_000_000L);
  }

  @Test
  void takesTheNearestMixWhereItsNameIsUnknown() {
    FitModel model = facts("qwen2", QWEN2, Optional.of("IQ4_XS")).model();
    assertThat(model.quantization()).isEqualTo(Quantization.Q4_K_M);
    assertThat(model.bytes(model.quantization())).isEqualTo(4_683_000_000L);
  }

  @ParameterizedTest
  @CsvSource({
    "qwen2.block_count, 0, qwen2.block_count is missing",
    "qwen2.block_count, -1, expected 1–16777216",
    "qwen2.context_length, 9999999999, qwen2.context_length is 9999999999",
    "qwen2.attention.head_count_kv, 5, fields do not match",
    "qwen2.expert_count, 8, qwen2.expert_used_count is missing",
  })
  void namesWhatIsWrong(String key, long value, String words) {
    Map<String, Long> numbers = new HashMap<>(QWEN2);
    numbers.put(key, value);
    assertThatThrownBy(() -> facts("qwen2", numbers, Optional.empty()).model())
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("m.gguf: ")
        .hasMessageContaining(words);
  }

  @Test
  void guessesNoArchitecture() {
    assertThatThrownBy(() -> facts("deepseek2", QWEN2, Optional.empty()).model())
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("'deepseek2' cannot be computed yet");
  }

  private static GgufFacts facts(
      String architecture, Map<String, Long> numbers, Optional<String> quantization) {
    return new GgufFacts(
        "m.gguf",
        architecture,
        numbers,
        true,
        152_064,
        7_615_616_512L,
        4_683_000_000L,
        quantization);
  }
}
