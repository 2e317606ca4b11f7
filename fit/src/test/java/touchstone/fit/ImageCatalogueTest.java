package touchstone.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import touchstone.document.Document;
import touchstone.model.ProblemException;

class ImageCatalogueTest {
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(Resource.text("images.schema.json"), InputFormat.JSON);
  private static final ImageCatalogue IMAGES = ImageCatalogue.bundled();
  private static final String MINIMAL =
      "images: [{name: own, title: Own, words: [自家], licence: MIT, gated: false, thinking:"
          + " none%s}]";

  @TempDir private Path folder;

  @Test
  void theShippedFileMeetsItsSchema() {
    assertThat(faults(Resource.text("images.yaml"))).isEmpty();
    assertThat(faults(MINIMAL.formatted(""))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ", thinks: none",
        ", chat: maybe",
        ", quantized: [{kind: q3, repo: a/b}]",
        ", quantized: [{kind: fp8}]",
        ", note: {zh: 只有中文}",
      })
  void schemaAndReaderRefuseTheSame(String more) throws IOException {
    String yaml = MINIMAL.formatted(more);
    assertThat(faults(yaml)).isNotEmpty();
    Path file = Files.writeString(folder.resolve("images.yaml"), yaml);
    assertThatThrownBy(() -> IMAGES.with(file)).isInstanceOf(ProblemException.class);
  }

  @Test
  void everyShippedImageCanBeReckonedByItsName() {
    Set<String> repos = new HashSet<>();
    for (Image image : IMAGES.images()) {
      assertThat(image.shape().map(ModelShape::name)).as(image.name()).contains(image.name());
      assertThat(image.cards(Quantization.BF16)).as(image.name()).isPresent();
      assertThat(repos.add(image.huggingface().orElseThrow())).as(image.name()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "千问 32b|qwen3-32b",
        "通义千问小模型|qwen3-0.6b qwen3-1.7b qwen3-4b",
        "qwen3 MoE|qwen3-30b-a3b qwen3-235b-a22b",
        "智谱|glm-4-9b-0414",
        "书生浦语|internlm3-8b",
        "deepseek 蒸馏 llama|r1-distill-llama-8b r1-distill-llama-70b",
        "MIT 中文 稠密 14b|r1-distill-qwen-14b",
        "llama 70b fits 48 GB|",
        "谷歌 对话|gemma-3-1b",
        "base|gemma-3-270m",
        "nonsense|",
      })
  void findsByWordsOfEitherLanguage(String typed, String names) {
    List<String> wanted = names == null ? List.of() : List.of(names.split(" "));
    assertThat(found(typed)).containsExactlyElementsOf(wanted);
  }

  @Test
  void memoryCountsTheFormsThatArePublished() {
    assertThat(found("fits 24 GB")).contains("qwen3-8b", "qwen3-14b").doesNotContain("llama-3-70b");
    assertThat(found("24G放得下")).isEqualTo(found("fits 24 GB"));
    assertThat(found("16GB llama")).doesNotContain("llama-3-8b").contains("llama-3.2-3b");
    assertThat(found("80gb 千问")).contains("qwen3-32b").doesNotContain("qwen3-235b-a22b");
  }

  @Test
  void recommendsTheFewestCards() {
    Image large = IMAGES.find(ImageSearch.of(List.of("qwen3-32b"))).getFirst();
    Image.Cards cards = large.cards(Quantization.BF16).orElseThrow();
    assertThat(cards.count()).isEqualTo(1);
    assertThat(cards.gpu().usableMib()).isGreaterThanOrEqualTo(81_000);
    assertThat(large.cards(Quantization.AWQ).orElseThrow().gpu().usableMib()).isLessThan(81_000);
  }

  @Test
  void aFileOfTheUsersAddsAndReplaces() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("images.yaml"),
            MINIMAL.formatted("").replace("name: own", "name: qwen3-32b"));
    ImageCatalogue both = IMAGES.with(file);
    assertThat(both.images()).hasSameSizeAs(IMAGES.images());
    Image own = both.find(ImageSearch.of(List.of("自家"))).getFirst();
    assertThat(own.parameters()).isEmpty();
    assertThat(own.worksOn(80)).isFalse();
  }

  private static List<String> found(String typed) {
    return IMAGES.find(ImageSearch.of(List.of(typed))).stream().map(Image::name).toList();
  }

  private static List<String> faults(String yaml) {
    Object plain = Document.read("images.yaml", yaml).plain();
    return SCHEMA
        .validate(JsonMapper.builder().build().writeValueAsString(plain), InputFormat.JSON)
        .stream()
        .map(Object::toString)
        .toList();
  }
}
