package touchstone.load;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;
import touchstone.model.Slo;

/**
 * The latencies of levels as a log that HdrHistogram's own tools read: an interval a level and
 * figure, told apart by its tag, such as {@code concurrency_4/ttft}. Values are whole nanoseconds
 * to three digits; the log's column for the greatest value is in milliseconds, as those tools have
 * it. Times are seconds after the first request of all.
 */
public final class HdrLog {
  private static final int DIGITS = 3;
  private static final double NANOS_PER_MILLI = 1e6;

  private HdrLog() {}

  /** The whole file for the traces of each level. */
  public static String of(List<List<RequestTrace>> levels) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
      HistogramLogWriter log = new HistogramLogWriter(out);
      log.outputComment("[Touchstone bench: values are nanoseconds]");
      log.outputLogFormatVersion();
      log.outputLegend();
      long origin =
          levels.stream()
              .flatMap(List::stream)
              .mapToLong(RequestTrace::scheduledNanos)
              .min()
              .orElse(0);
      levels.forEach(each -> write(log, each, origin));
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static void write(HistogramLogWriter log, List<RequestTrace> level, long origin) {
    List<RequestTrace> counted = level.stream().filter(RequestTrace::counts).toList();
    List<RequestTrace> good = counted.stream().filter(RequestTrace::answered).toList();
    if (counted.isEmpty()) {
      return;
    }
    String name = counted.getFirst().level().label().replaceAll("[^A-Za-z0-9._-]+", "_");
    log.outputComment(
        "[%s: %d failed requests are in no histogram]"
            .formatted(name, counted.size() - good.size()));
    long from = counted.stream().mapToLong(RequestTrace::scheduledNanos).min().orElse(origin);
    long to = counted.stream().mapToLong(RequestTrace::endNanos).max().orElse(from);
    millis(good)
        .forEach((figure, values) -> {
          Histogram histogram = new Histogram(DIGITS);
          histogram.setTag(name + "/" + figure);
          values.forEach(
              each -> histogram.recordValue(Math.max(0, Math.round(each * NANOS_PER_MILLI))));
          log.outputIntervalHistogram(
              (from - origin) / 1e9, (to - origin) / 1e9, histogram, NANOS_PER_MILLI);
        });
  }

  private static Map<String, DoubleStream> millis(List<RequestTrace> good) {
    Map<String, DoubleStream> figures = new LinkedHashMap<>();
    figures.put("ttft", metric(Slo.Metric.TTFT, good));
    figures.put("tpot", metric(Slo.Metric.TPOT, good));
    figures.put("e2e", metric(Slo.Metric.E2E, good));
    figures.put("itl", good.stream().flatMapToDouble(LevelFigures::itlMillis));
    return figures;
  }

  private static DoubleStream metric(Slo.Metric metric, List<RequestTrace> good) {
    return good.stream().flatMapToDouble(each -> SloReading.millis(metric, each).stream());
  }
}
