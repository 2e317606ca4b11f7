package touchstone.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueTest {
  private static final Catalogue CATALOGUE = Catalogue.bundled();

  @ParameterizedTest
  @CsvSource({
    "qwen3-0.6b, Q8_0, 2",
    "llama-3.2-1b, Q8_0, 2",
    "smollm2-135m, Q4_1, 1",
    "gemma-3-270m, Q4_K_M, 1",
  })
  void holdsTheQuickStartModels(String name, String quantization, int sources) {
    CatalogueEntry entry = CATALOGUE.entry(name);
    assertThat(entry.quantization()).isEqualTo(quantization);
    assertThat(entry.sources()).hasSize(sources);
  }

  @Test
  void pairsWhatComesFromHubsAndWhatComesFromPackages() {
    assertThat(CATALOGUE.hubPair()).allMatch(entry -> entry.quantization().equals("Q8_0"));
    assertThat(CATALOGUE.packagePair())
        .allMatch(entry -> entry.sources().getFirst() instanceof ModelSource.Wheel);
  }

  @Test
  void switchesThinkingOffByThePrefix() {
    assertThat(CATALOGUE.entry("qwen3-0.6b").format())
        .isEqualTo(new PromptFormat.ModelTemplate("<think>\n\n</think>\n\n"));
  }

  @Test
  void givesTheBaseModelATranscriptThatStopsAtTheLineEnd() {
    assertThat(CATALOGUE.entry("gemma-3-270m").format())
        .isInstanceOfSatisfying(
            PromptFormat.Transcript.class,
            transcript -> {
              assertThat(transcript.stops()).containsExactly("\n", "顾客：");
              assertThat(transcript.examples()).hasSize(2);
              assertThat(transcript.examples().toString()).doesNotContainPattern("[0-9]");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "qwen3-0.6, Did you mean qwen3-0.6b?",
    "Gemma-3-270M, Did you mean gemma-3-270m?",
    "smollm2, Did you mean smollm2-135m?",
    "mixtral, --model-file",
  })
  void namesTheNearestModel(String wrong, String hint) {
    assertThatThrownBy(() -> CATALOGUE.entry(wrong))
        .hasMessageContaining("'" + wrong + "'")
        .hasMessageContaining(hint);
  }

  @Test
  void takesEntriesOfTheUsersOwn(@TempDir Path folder) throws Exception {
    Path file =
        Files.writeString(folder.resolve("more.yaml"), minimal("own", "- file: weights/own.gguf"));
    Catalogue merged = CATALOGUE.with(file);
    assertThat(merged.entries()).hasSize(CATALOGUE.entries().size() + 1);
    assertThat(merged.entry("own").sources())
        .containsExactly(
            new ModelSource.LocalFile(folder.resolve("weights/own.gguf"), ModelSource.Pin.none()));
    assertThat(merged.hubPair()).isEqualTo(CATALOGUE.hubPair());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "- {huggingface: {repo: a/b, file: ../x.gguf, revision: main}} | without '..'",
        "- {huggingface: {repo: ab, file: x.gguf, revision: main}} | OWNER/NAME",
        "- {huggingface: {repo: a/b, file: x, revision: m}, file: y} | exactly one of",
        "- {file: x.gguf, sha256: ABC} | 64 × 0-9 a-f",
        "- {wheel: {parts: [{package: a, version: 1, path: b}]}} | needs bytes and sha256",
        "- {wheel: {parts: [{package: --index-url, version: 1, path: b}]}, bytes: 1, sha256:"
            + " 0000000000000000000000000000000000000000000000000000000000000000} | found"
            + " '--index-url'",
        "[] | at least one source",
      })
  void refusesSourcesThatAreNone(String sources, String message, @TempDir Path folder)
      throws Exception {
    Path file = Files.writeString(folder.resolve("more.yaml"), minimal("own", sources));
    assertThatThrownBy(() -> CATALOGUE.with(file))
        .hasMessageContaining("more.yaml:")
        .hasMessageContaining(message);
  }

  static String minimal(String name, String sources) {
    return """
    models:
      - name: %s
        title: {zh: 自有, en: Own}
        licence: {id: MIT, name: MIT, link: "https://example.com/licence"}
        parameters: 1M
        quantization: Q8_0
        contextTokens: 1024
        format: {template: {}}
        sources:
          %s
    """
        .formatted(name, sources);
  }

  @Test
  void knowsNoModelOfABlankName() {
    assertThatThrownBy(() -> CATALOGUE.entry("")).hasMessageContaining("no model ''");
  }
}
