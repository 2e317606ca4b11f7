package touchstone.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import touchstone.model.ProblemException;

class OfferBookTest {
  private static final String ROW =
      "  - {gpu: %s, price: %s, currency: %s, source: %s, date: %s}\n";
  private static final LocalDate DAY = LocalDate.of(2026, 11, 25);

  @Test
  void aLineIsReadAgainAsItWasNoted() {
    Offer offer = new Offer("H100-80GB", 18_500_000, "CNY", "上海 \"A\"", "甲: {乙}", DAY);
    String line = OfferBook.line(offer, each -> '"' + each.replace("\"", "\\\"") + '"');
    assertThat(OfferBook.of("x", OfferBook.HEAD + line).offers()).containsExactly(offer);
    assertThat(offer.price()).isEqualTo("18.50 CNY/h");
  }

  @Test
  void theCheapestOfTheNewestCurrencyCounts() {
    OfferBook book =
        book(
            row("H100", "2", "USD", "2026-01-01"),
            row("nvidia h100 80g", "19", "CNY", "2026-11-25"),
            row("H100-80GB", "17.5", "CNY", "2026-10-01"),
            row("L4", "3", "CNY", "2026-11-25"));
    Offer found = book.cheapest(GpuCatalogue.bundled().find("H100")).orElseThrow();
    assertThat(found.hourlyMicros()).isEqualTo(17_500_000);
    assertThat(book.cheapest(GpuCatalogue.bundled().find("H200"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "B9000; 1; CNY; a; 2026-11-25",
        "L4; 0; CNY; a; 2026-11-25",
        "L4; -1; CNY; a; 2026-11-25",
        "L4; 1; yuan; a; 2026-11-25",
        "L4; 1; CNY; a; today",
        "L4; 1; CNY; ''; 2026-11-25",
      })
  void whatIsNoPriceIsRefused(String cells) {
    String row = ROW.formatted((Object[]) cells.split("; "));
    assertThatThrownBy(() -> book(row)).isInstanceOf(ProblemException.class);
  }

  @Test
  void fixesCarryThePriceTheyWouldCost() {
    ModelShape shape = ShapeCatalogue.bundled().find("qwen3-32b");
    FitRequest request =
        new FitRequest(
            FitModel.of(shape, Quantization.BF16),
            GpuCatalogue.bundled().find("L20"),
            1,
            Quantization.BF16,
            8192,
            1,
            2,
            0.9,
            1024);
    OfferBook book = book(row("A100-80GB", "9", "CNY", "2026-11-25"));
    assertThat(larger(FitEstimate.of(request, book))).contains("1 × 9.00 CNY/h, a, 2026-11-25");
    assertThat(larger(FitEstimate.of(request))).contains("no price known");
  }

  private static String larger(FitEstimate estimate) {
    return estimate.fixes().stream()
        .filter(each -> each.name().equals("larger_gpu"))
        .findFirst()
        .orElseThrow()
        .what()
        .en();
  }

  private static String row(String gpu, String price, String currency, String date) {
    return ROW.formatted(gpu, price, currency, "a", date);
  }

  private static OfferBook book(String... rows) {
    return OfferBook.of("offers.yaml", OfferBook.HEAD + String.join("", rows));
  }
}
