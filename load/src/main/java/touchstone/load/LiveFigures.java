package touchstone.load;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * What a level shows while it runs: TTFT to two digits. The measuring threads add to it without
 * waiting; one other thread reads.
 */
public final class LiveFigures {
  private static final int DIGITS = 2;
  private static final double NANOS_PER_MILLI = 1e6;

  private final Recorder recorder = new Recorder(DIGITS);
  private final LongAdder failed = new LongAdder();
  private final Histogram all = new Histogram(DIGITS);

  /**
   * TTFT so far, a failed request slower than all others.
   *
   * @param requests that were answered
   * @param bars how many requests lie in each of some parts of equal width on a logarithmic scale
   *     between the fastest and the slowest
   * @param fastestMillis 0 without requests, as is {@code slowestMillis}
   */
  public record Seen(
      long requests,
      long failed,
      OptionalDouble p50Millis,
      OptionalDouble p95Millis,
      List<Long> bars,
      double fastestMillis,
      double slowestMillis) {
    public Seen {
      bars = List.copyOf(bars);
    }
  }

  /** Adds a request; those of warm-up and sentinel do not count. */
  public void add(RequestTrace trace) {
    if (!trace.counts()) {
      return;
    }
    if (trace.answered()) {
      recorder.recordValue(
          Math.max(1, trace.firstNanos().orElse(trace.originNanos()) - trace.originNanos()));
    } else {
      failed.increment();
    }
  }

  /** What there is so far. */
  public Seen seen(int bars) {
    all.add(recorder.getIntervalHistogram());
    long requests = all.getTotalCount();
    boolean none = requests == 0;
    return new Seen(
        requests,
        failed.sum(),
        quantile(0.5),
        quantile(0.95),
        none ? List.of() : bars(bars),
        none ? 0 : all.getMinValue() / NANOS_PER_MILLI,
        none ? 0 : all.getMaxValue() / NANOS_PER_MILLI);
  }

  private OptionalDouble quantile(double quantile) {
    long answered = all.getTotalCount();
    long requests = answered + failed.sum();
    long rank = (long) Math.ceil(quantile * requests - 1e-9);
    return rank < 1 || rank > answered
        ? OptionalDouble.empty()
        : OptionalDouble.of(all.getValueAtPercentile(100.0 * rank / answered) / NANOS_PER_MILLI);
  }

  private List<Long> bars(int count) {
    double low = Math.log((double) all.getMinValue());
    double width =
        Math.max((Math.log((double) all.getMaxValue()) - low) / count, Double.MIN_NORMAL);
    long[] bars = new long[count];
    for (var each : all.recordedValues()) {
      int bar = (int) ((Math.log((double) each.getValueIteratedTo()) - low) / width);
      bars[Math.clamp(bar, 0, count - 1)] += each.getCountAtValueIteratedTo();
    }
    List<Long> list = new ArrayList<>(count);
    for (long each : bars) {
      list.add(each);
    }
    return list;
  }
}
