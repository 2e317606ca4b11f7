package touchstone.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import touchstone.model.Language;
import touchstone.model.Text;

class LoadPageTest {
  @TempDir Path folder;

  @Test
  void everyLevelHasItsRowItsBarsAndItsPictures() throws IOException {
    String page = page("qwen3", List.of(level(1, false), level(4, true)));
    assertThat(page)
        .contains("并发 1", "concurrency 4", "不作数", "ttft p95 &lt;= 1000 ms", "(110–130)")
        .contains("Throughput against TTFT", "TTFT (ms) over time", "gaps between words");
    assertThat(page.split("<svg class=\"plot axes\"", -1)).hasSize(1 + 1 + 2 * 2);
    assertThat(page).doesNotContain("http://", "https://", "NaN", "Infinity");
  }

  @Test
  void aModelsNameIsTextAndNothingElse() throws IOException {
    assertThat(page("<img src=x onerror=alert(1)>", List.of(level(1, false))))
        .doesNotContain("<img")
        .contains("&lt;img");
  }

  @Test
  void aLevelWithoutAnAnswerIsDashesAndRedDots() throws IOException {
    var none =
        new LoadInput.Quantile(
            OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());
    var failed =
        new LoadInput.Level(
            Text.same("rate 2"),
            false,
            3,
            3,
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            List.of(new LoadInput.Latency("TTFT", none, none, none)),
            List.of(new LoadInput.Point(0, OptionalDouble.empty())),
            List.of(),
            List.of());
    String page = page("m", List.of(failed));
    assertThat(page).contains("dot failed", "–").doesNotContain("NaN", "id=\"objectives\"");
  }

  @ParameterizedTest
  @CsvSource({"10, 2", "9, 2", "4, 1", "0.7, 0.2", "250, 50", "1300, 500"})
  void linesStandAtRoundNumbers(double length, double step) {
    assertThat(Axes.step(length)).isCloseTo(step, org.assertj.core.api.Assertions.within(1e-9));
  }

  private String page(String subject, List<LoadInput.Level> levels) throws IOException {
    Path file = folder.resolve("load.html");
    LoadPage.write(new LoadInput(subject, "2026-11-25", List.of(), levels), Language.ZH, file);
    return Files.readString(file);
  }

  private static LoadInput.Level level(int users, boolean limited) {
    List<LoadInput.Point> points = new ArrayList<>();
    List<LoadInput.Gaps> gaps = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      points.add(new LoadInput.Point(i, OptionalDouble.of(100 + i)));
      gaps.add(new LoadInput.Gaps(i, 20, 45));
    }
    var quantile =
        new LoadInput.Quantile(
            OptionalDouble.of(120), OptionalDouble.of(110), OptionalDouble.of(130));
    List<LoadInput.Latency> latencies =
        List.of("TTFT", "TPOT", "E2E").stream()
            .map(metric -> new LoadInput.Latency(metric, quantile, quantile, quantile))
            .toList();
    return new LoadInput.Level(
        new Text("并发 " + users, "concurrency " + users),
        limited,
        20,
        0,
        OptionalDouble.of(2.0 * users),
        OptionalDouble.of(80.0 * users),
        latencies,
        points,
        gaps,
        List.of(new LoadInput.Kept("ttft p95 <= 1000 ms", 0.95, 0.97, 0.9, 0.99)));
  }
}
