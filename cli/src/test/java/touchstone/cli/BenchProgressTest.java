package touchstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import touchstone.load.LiveFigures;
import touchstone.model.Language;
import touchstone.model.Text;
import touchstone.model.Ticker;
import touchstone.report.Columns;

class BenchProgressTest {
  private static final BenchProgress HALF =
      new BenchProgress(Text.same("concurrency 16"), 52, OptionalInt.of(100), OptionalInt.of(16));
  private static final LiveFigures.Seen SEEN =
      new LiveFigures.Seen(
          50,
          2,
          OptionalDouble.of(87.4),
          OptionalDouble.of(1234),
          List.of(1L, 24L, 12L, 0L, 12L, 1L),
          9.5,
          12_345);

  @Test
  void theFastestAndTheSlowestStandUnderTheirBars() {
    assertThat(HALF.lines(SEEN, Language.EN, 79))
        .containsExactly(
            "concurrency 16 · 52/100 done · 16 in flight · 2 failed",
            "TTFT p50 87 ms · p95 1234 ms",
            " █",
            " █▄ ▄",
            "▁██ █▁",
            "9.50 ms 12.3 s");
  }

  @ParameterizedTest
  @CsvSource({"ZH, 79", "ZH, 39", "EN, 39", "ZH, 20", "EN, 20"})
  void noLineWrapsInANarrowTerminal(Language language, int columns) {
    assertThat(HALF.lines(SEEN, language, columns))
        .hasSize(6)
        .allMatch(each -> Columns.width(each) <= columns);
  }

  @Test
  void beforeTheFirstAnswerThereIsNoHistogram() {
    LiveFigures.Seen none = new LiveFigures().seen(40);
    assertThat(HALF.lines(none, Language.ZH, 79))
        .containsExactly("concurrency 16 · 完成 52/100 · 在途 16");
  }

  @Test
  @Timeout(20)
  void whatIsRedrawnLeavesWhatStaysAlone() throws InterruptedException {
    StringWriter err = new StringWriter();
    Console console =
        new Console(Language.EN, new PrintWriter(new StringWriter()), new PrintWriter(err));
    try (BenchView view = BenchView.start(console, Ticker.system(), () -> List.of("one", "two"))) {
      while (!err.toString().contains("two")) {
        Thread.sleep(20);
      }
      view.above(() -> console.say(Text.same("stays")));
    }
    assertThat(err.toString())
        .startsWith("one\ntwo\n")
        .contains("\u001b[2A\u001b[Jstays" + System.lineSeparator())
        .doesNotEndWith("two\n");
  }
}
