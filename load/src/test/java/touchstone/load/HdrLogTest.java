package touchstone.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;

class HdrLogTest {
  private static final Level RATE = new Level(Level.Kind.RATE, 0.5, "poisson");

  @Test
  void theLibrarysOwnReaderFindsEachLevelAndFigure() {
    List<RequestTrace> closed = new ArrayList<>();
    closed.add(Traces.answered(0, true, 0, Traces.content(9001, 9011)));
    for (int i = 1; i <= 100; i++) {
      closed.add(Traces.answered(i, false, 0, Traces.content(i + 1, i + 11, i + 21)));
    }
    closed.add(Traces.failed(101, 0, 500));
    closed.add(Traces.answered(102, false, 0, Traces.content(7001)).marked(Mark.SENTINEL));
    List<RequestTrace> open =
        List.of(
            Traces.in(
                RATE, Mark.LOAD, Traces.answered(0, false, 2000, Traces.content(2050, 2060))));
    String log = HdrLog.of(List.of(closed, open));
    Map<String, Histogram> read = read(log);
    assertThat(read.keySet())
        .containsExactly(
            "concurrency_2/ttft",
            "concurrency_2/tpot",
            "concurrency_2/e2e",
            "concurrency_2/itl",
            "rate_0.5/ttft",
            "rate_0.5/tpot",
            "rate_0.5/e2e",
            "rate_0.5/itl");
    Histogram ttft = of(read, "concurrency_2/ttft");
    assertThat(ttft.getTotalCount()).isEqualTo(100);
    assertThat(ttft.getValueAtPercentile(50) / 1e6).isCloseTo(50, within(0.05));
    assertThat(ttft.getMaxValue() / 1e6).isCloseTo(100, within(0.1));
    assertThat(of(read, "concurrency_2/itl").getTotalCount()).isEqualTo(200);
    assertThat(of(read, "concurrency_2/tpot").getMean() / 1e6).isCloseTo(10, within(0.01));
    assertThat(of(read, "rate_0.5/ttft").getMaxValue() / 1e6).isCloseTo(50, within(0.05));
    assertThat(of(read, "rate_0.5/ttft").getStartTimeStamp()).isEqualTo(2000);
    assertThat(log)
        .contains("#[Touchstone bench: values are nanoseconds]")
        .contains("#[concurrency_2: 1 failed requests are in no histogram]");
  }

  private static Histogram of(Map<String, Histogram> read, String tag) {
    return java.util.Objects.requireNonNull(read.get(tag), tag);
  }

  private static Map<String, Histogram> read(String log) {
    Map<String, Histogram> read = new LinkedHashMap<>();
    try (HistogramLogReader reader =
        new HistogramLogReader(new ByteArrayInputStream(log.getBytes(StandardCharsets.UTF_8)))) {
      while (reader.hasNext()) {
        EncodableHistogram next = reader.nextIntervalHistogram();
        if (next instanceof Histogram histogram) {
          read.put(String.valueOf(histogram.getTag()), histogram);
        }
      }
    }
    return read;
  }
}
