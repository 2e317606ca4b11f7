package touchstone.judge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FamiliesTest {
  private final Families families = Families.bundled();

  @ParameterizedTest
  @CsvSource({
    "Qwen3-8B-Instruct, Qwen",
    "qwq-32b, Qwen",
    "meta-llama/Llama-3.2-1B-Instruct, Llama",
    "chatglm3-6b, GLM",
    "glm-4.5-air, GLM",
    "gemini-2.5-flash, Gemma",
    "o3-mini, GPT",
    "gpt-oss-20b, GPT",
    "Phi-4, Phi",
    "01-ai/Yi-34B-Chat, Yi",
    "deepseek-chat, DeepSeek",
    "ERNIE-4.5-21B-A3B, ERNIE",
    "ernie-spring, ERNIE",
  })
  void namesTellFamilies(String model, String family) {
    assertThat(families.of(model)).containsExactly(family);
  }

  @ParameterizedTest
  @CsvSource({"my-shop-model", "fake", "yield-1", "steps", "graphite"})
  void wordsInsideOtherWordsTellNothing(String model) {
    assertThat(families.of(model)).isEmpty();
  }

  @Test
  void aDistillateIsAChildOfBoth() {
    assertThat(families.of("DeepSeek-R1-Distill-Qwen-7B")).containsExactly("Qwen", "DeepSeek");
    assertThat(families.related("deepseek-r1-distill-qwen-7b", "qwen3-8b")).isTrue();
    assertThat(families.related("qwen3-8b", "llama-3.1-8b")).isFalse();
    assertThat(families.related("House-Model", "house-model")).isTrue();
    assertThat(families.related("house-model", "other-model")).isFalse();
  }
}
