package touchstone.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import touchstone.model.ProblemException;

class FitShapesTest {
  private static final double GIB = 1L << 30;
  private static final ShapeCatalogue SHAPES = ShapeCatalogue.bundled();

  static List<ShapeCatalogue.Row> rows() {
    return SHAPES.rows();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void recountsWhatIsPublished(ShapeCatalogue.Row row) {
    assertThat(ParameterCount.of(row.shape()).total() / 1e9)
        .isCloseTo(row.billions(), Percentage.withPercentage(0.1));
  }

  @ParameterizedTest
  @CsvSource({
    "Qwen/Qwen3-32B, bf16, 61.024",
    "qwen3-8b, bf16, 15.256",
    "qwen3-0.6b, bf16, 1.110",
    "qwen3-30b-a3b, bf16, 56.871",
    "llama-3-8b, bf16, 14.958",
    "llama-3.1-70b, bf16, 131.417",
    "r1-distill-qwen-7b, f16, 14.185",
    "smollm2-135m, bf16, 0.251",
    "gemma-3-270m, bf16, 0.499",
    "qwen3-8b, fp8, 8.79",
    "r1-distill-qwen-7b, Q4_K_M, 4.36",
    "llama-3-70b, q4_k_m, 39.59",
  })
  void weighsWhatWasPublished(String model, String quantization, double gib) {
    long bytes = Quantization.named(quantization).orElseThrow().bytes(SHAPES.find(model));
    assertThat(bytes / GIB).isCloseTo(gib, Percentage.withPercentage(0.3));
  }

  @ParameterizedTest
  @CsvSource({
    "qwen3-32b, 262144",
    "qwen3-8b, 147456",
    "qwen3-0.6b, 114688",
    "qwen3-30b-a3b, 98304",
    "llama-3-8b, 131072",
    "llama-3-70b, 327680",
    "r1-distill-qwen-7b, 57344",
    "smollm2-135m, 23040",
    "gemma-3-270m, 18432",
  })
  void keepsTwoVectorsALayer(String model, long bytes) {
    assertThat(cache(model).bytesPerToken()).isEqualTo(bytes);
    assertThat(new KvCache(SHAPES.find(model), 1, 1).bytesPerToken()).isEqualTo(bytes / 2);
  }

  @Test
  void allotsBlocksAsTheEngineLogs() {
    assertThat(cache("smollm2-135m").tokens(2L << 30, 8192, 128, 2048)).isEqualTo(93_184);
    long reported = 89_040L * 147_456 + 1000;
    assertThat(cache("qwen3-8b").tokens(reported, 32_768, KvCache.BLOCK, 2048)).isEqualTo(89_040);
  }

  @Test
  void allotsSlidingLayersInGroups() {
    KvCache gemma = cache("gemma-3-270m");
    assertThat(gemma.tokens(1L << 30, 2048, 128, 2048)).isEqualTo(55_356);
    assertThat(gemma.concurrency(1L << 30, 2048, 128, 2048)).isCloseTo(27.03, within(0.005));
  }

  @Test
  void slidingLayersForgetWhatLeavesTheirWindow() {
    KvCache gemma = cache("gemma-3-270m");
    assertThat(gemma.bytes(100, 1)).isEqualTo(100 * 18_432L);
    assertThat(gemma.bytes(4096, 1)).isEqualTo(1024L * (3 * 4096 + 15 * 512));
  }

  @Test
  void repeatsKeyHeadsWhereRanksOutnumberThem() {
    ModelShape shape = SHAPES.find("r1-distill-qwen-7b");
    assertThat(new KvCache(shape, 2, 4).bytesPerToken()).isEqualTo(57_344);
    assertThat(new KvCache(shape, 2, 7).bytesPerToken()).isEqualTo(57_344L * 7 / 4);
  }

  @Test
  void namesTheNearestModelAndCard() {
    assertThatThrownBy(() -> SHAPES.find("qwen3-23b"))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("qwen3-23b")
        .hasMessageContaining("qwen3-32b?");
    assertThatThrownBy(() -> GpuCatalogue.bundled().find("H1000"))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("'H1000' is unknown")
        .hasMessageContaining("MiB");
  }

  @ParameterizedTest
  @CsvSource({
    "H100-80GB, 81559",
    "nvidia h100 80g, 81559",
    "NVIDIA GeForce RTX 4090, 24564",
    "l40s, 46068",
    "32607MiB, 32607",
  })
  void findsCardsByTheNamesPeopleWrite(String name, int mib) {
    assertThat(GpuCatalogue.bundled().find(name).usableMib()).isEqualTo(mib);
  }

  private static KvCache cache(String model) {
    return new KvCache(SHAPES.find(model), 2, 1);
  }
}
