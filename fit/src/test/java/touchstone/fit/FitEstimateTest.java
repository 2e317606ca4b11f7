package touchstone.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import touchstone.model.ProblemException;

class FitEstimateTest {
  private static final double GIB = 1L << 30;

  @ParameterizedTest
  @CsvSource({
    "qwen3-32b, bf16, L4-24GB, 1, 8192, 1, NO",
    "qwen3-32b, bf16, RTX 4090, 1, 8192, 1, NO",
    "qwen3-32b, bf16, 46080MiB, 1, 8192, 1, NO",
    "qwen3-32b, bf16, H100-80GB, 1, 8192, 1, FITS",
    "qwen3-32b, bf16, H100-80GB, 1, 8192, 4, TIGHT",
    "qwen3-32b, bf16, H100-80GB, 1, 8192, 16, SHORT_CONTEXT",
    "llama-3-8b, bf16, 16384MiB, 1, 8192, 1, NO",
    "llama-3.1-70b, bf16, H100-80GB, 2, 8192, 1, FITS",
    "llama-3.1-70b, bf16, H100-80GB, 2, 8192, 16, SHORT_CONTEXT",
    "llama-3.1-70b, bf16, H100-80GB, 1, 8192, 1, NO",
    "qwen3-8b, bf16, A10, 1, 8192, 1, TIGHT",
    "qwen3-8b, fp8, A10, 1, 8192, 1, FITS",
  })
  void decidesTheKnownCases(
      String model,
      String quantization,
      String gpu,
      int gpus,
      int context,
      int concurrency,
      FitVerdict verdict) {
    FitEstimate estimate =
        FitEstimate.of(request(model, quantization, gpu, gpus, context, concurrency, 0.9));
    assertThat(estimate.verdict()).isEqualTo(verdict);
    assertThat(estimate.fixes().isEmpty()).isEqualTo(verdict == FitVerdict.FITS);
  }

  @Test
  void showsEveryTermOfTheSum() {
    FitEstimate estimate =
        FitEstimate.of(request("llama-3.1-70b", "bf16", "H100-80GB", 2, 8192, 1, 0.9));
    assertThat(estimate.terms())
        .extracting(FitTerm::name)
        .containsExactly("weights", "kv", "runtime");
    assertThat(estimate.terms().get(0).gib()).isCloseTo(131.4, within(0.05));
    assertThat(estimate.terms().get(1).gib()).isCloseTo(2.5, within(0.001));
    assertThat(estimate.terms().get(2).why().en()).contains("1.9–8.7 GiB");
    assertThat(estimate.budgetBytes() / GIB).isCloseTo(143.4, within(0.05));
  }

  @ParameterizedTest
  @CsvSource({
    "qwen3-8b, 32607MiB, 0.92, 89040",
    "llama-3-8b, H100-80GB, 0.9, 436551",
  })
  void theIntervalHoldsWhatEnginesMeasured(
      String model, String gpu, double utilization, long measured) {
    FitEstimate estimate = FitEstimate.of(request(model, "bf16", gpu, 1, 8192, 1, utilization));
    assertThat(measured).isBetween(estimate.kvTokensLeast(), estimate.kvTokensMost());
    assertThat(estimate.kvTokens()).isBetween(estimate.kvTokensLeast(), estimate.kvTokensMost());
  }

  @Test
  void namesTheLargestLoadThatHasRoom() {
    FitEstimate estimate =
        FitEstimate.of(request("qwen3-32b", "bf16", "H100-80GB", 1, 8192, 16, 0.9));
    assertThat(estimate.maxConcurrency()).isEqualTo(4);
    assertThat(estimate.verdict()).isEqualTo(FitVerdict.SHORT_CONTEXT);
    FitRequest most = estimate.request().withLoad(estimate.maxContext(), 16);
    FitRequest more = estimate.request().withLoad(estimate.maxContext() + 1, 16);
    assertThat(new FitSum(most).verdict()).isEqualTo(FitVerdict.TIGHT);
    assertThat(new FitSum(more).verdict()).isEqualTo(FitVerdict.SHORT_CONTEXT);
  }

  @Test
  void ranksFixesAndEveryOneHelps() {
    FitEstimate estimate =
        FitEstimate.of(request("qwen3-32b", "bf16", "H100-80GB", 1, 8192, 16, 0.9));
    assertThat(estimate.fixes())
        .extracting(Fix::name)
        .containsExactly(
            "quantize", "shorter_context", "fewer_requests", "more_gpus", "larger_gpu");
    assertThat(estimate.fixes()).allMatch(fix -> fix.verdict().works());
  }

  @Test
  void offersNothingThatWouldNotHelp() {
    FitEstimate estimate = FitEstimate.of(request("llama-3.1-70b", "bf16", "A10", 1, 8192, 1, 0.9));
    assertThat(estimate.fixes()).extracting(Fix::name).doesNotContain("quantize", "kv_8bit");
    assertThat(estimate.canBeTried()).isFalse();
    assertThat(estimate.kvBytes()).isZero();
    assertThat(estimate.maxContext()).isZero();
  }

  @Test
  void expectsTheSpeedThatWasMeasuredWithinItsUncertainty() {
    FitEstimate estimate =
        FitEstimate.of(request("qwen3-8b", "bf16", "H100-80GB", 1, 2048, 4, 0.9));
    Expected expected = estimate.expected().orElseThrow();
    double measured = 7.4;
    assertThat(measured)
        .isBetween(
            expected.tpotMillis() * (1 - Expected.UNCERTAINTY),
            expected.tpotMillis() * (1 + Expected.UNCERTAINTY));
  }

  @Test
  void aMixtureIsReadInPart() {
    FitRequest one = request("qwen3-30b-a3b", "bf16", "H100-80GB", 1, 1024, 1, 0.9);
    long all = one.weightBytes();
    double active = Quantization.BF16.bytesRead(one.model().shape(), all, 1) / 2e9;
    assertThat(active).isCloseTo(3.3 - 0.311, within(0.1)); // the table of inputs is looked up
    assertThat(Quantization.BF16.bytesRead(one.model().shape(), all, 64)).isGreaterThan(all / 2);
  }

  @Test
  void knowsNoSpeedOfABareCard() {
    assertThat(FitEstimate.of(request("qwen3-8b", "bf16", "32607MiB", 1, 8192, 1, 0.9)).expected())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "9000, 1, 1, 0.9, --context, 9000",
    "8192, 0, 1, 0.9, --concurrency, 0",
    "8192, 1, 3, 0.9, --gpus, 3",
    "8192, 1, 1, 1.5, --utilization, 1.5",
  })
  void refusesWhatCannotBe(
      int context, int concurrency, int gpus, double utilization, String option, String value) {
    assertThatThrownBy(
            () -> request("llama-3-8b", "bf16", "H100", gpus, context, concurrency, utilization))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(option)
        .hasMessageContaining("found " + value);
  }

  private static FitRequest request(
      String model,
      String quantization,
      String gpu,
      int gpus,
      int context,
      int concurrency,
      double utilization) {
    return new FitRequest(
        FitModel.of(ShapeCatalogue.bundled().find(model), Quantization.BF16),
        GpuCatalogue.bundled().find(gpu),
        gpus,
        Quantization.named(quantization).orElseThrow(),
        context,
        concurrency,
        2,
        utilization,
        1024);
  }
}
