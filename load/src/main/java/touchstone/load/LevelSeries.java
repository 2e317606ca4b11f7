package touchstone.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import touchstone.statistics.Estimate;
import touchstone.statistics.WilsonInterval;

/**
 * How a level went over time, and how many of its requests keep each objective: what pictures need
 * beyond the figures. Computed from its traces alone.
 *
 * @param points at most {@link #MOST_POINTS} of its requests, evenly picked, in the order in which
 *     they were due
 * @param gaps between events with content or reasoning, in {@link #PARTS} equal parts of its time,
 *     those without any left out
 * @param kept one an objective that a request at least has a value for
 */
public record LevelSeries(List<Point> points, List<Gaps> gaps, List<Kept> kept) {
  static final int MOST_POINTS = 1500;
  static final int PARTS = 80;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;

  public LevelSeries {
    points = List.copyOf(points);
    gaps = List.copyOf(gaps);
    kept = List.copyOf(kept);
  }

  /**
   * One request.
   *
   * @param seconds from the first request that counts to this one, as they were due
   * @param ttftMillis empty where it failed
   */
  public record Point(double seconds, OptionalDouble ttftMillis) {}

  /**
   * The gaps that ended in one part of the level's time.
   *
   * @param seconds the part's middle
   */
  public record Gaps(double seconds, double p50Millis, double p99Millis) {}

  /**
   * The requests that keep an objective's limit.
   *
   * @param needed the share that must, 0 to 1
   * @param share that did, with Wilson's 95 % interval
   */
  public record Kept(Objective objective, double needed, Estimate share) {}

  /** The series of one level's traces; those of warm-up and sentinel do not count. */
  public static LevelSeries of(List<RequestTrace> all, List<Objective> objectives) {
    List<RequestTrace> counted =
        all.stream()
            .filter(RequestTrace::counts)
            .sorted(Comparator.comparingLong(RequestTrace::scheduledNanos))
            .toList();
    if (counted.isEmpty()) {
      return new LevelSeries(List.of(), List.of(), List.of());
    }
    long start = counted.getFirst().scheduledNanos();
    return new LevelSeries(
        points(counted, start),
        gaps(counted, start),
        objectives.stream().flatMap(each -> kept(each, counted).stream()).toList());
  }

  private static List<Point> points(List<RequestTrace> counted, long start) {
    int most = Math.min(MOST_POINTS, counted.size());
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      RequestTrace each = counted.get((int) ((long) i * counted.size() / most));
      OptionalDouble ttft =
          each.answered() && each.firstNanos().isPresent()
              ? OptionalDouble.of(
                  (each.firstNanos().getAsLong() - each.originNanos()) / NANOS_PER_MILLI)
              : OptionalDouble.empty();
      points.add(new Point((each.scheduledNanos() - start) / NANOS_PER_SECOND, ttft));
    }
    return points;
  }

  private static List<Gaps> gaps(List<RequestTrace> counted, long start) {
    long end = counted.stream().mapToLong(RequestTrace::endNanos).max().orElse(start);
    double part = Math.max(1, (double) (end - start) / PARTS);
    List<List<Double>> parts = new ArrayList<>();
    for (int i = 0; i < PARTS; i++) {
      parts.add(new ArrayList<>());
    }
    for (RequestTrace each : counted) {
      List<TracedEvent> output = each.answered() ? each.output() : List.of();
      for (int i = 1; i < output.size(); i++) {
        long arrival = output.get(i).arrivalNanos();
        int place = Math.clamp((long) ((arrival - start) / part), 0, PARTS - 1);
        parts.get(place).add((arrival - output.get(i - 1).arrivalNanos()) / NANOS_PER_MILLI);
      }
    }
    List<Gaps> read = new ArrayList<>();
    for (int i = 0; i < PARTS; i++) {
      double[] sorted = parts.get(i).stream().mapToDouble(Double::doubleValue).sorted().toArray();
      if (sorted.length > 0) {
        double seconds = (i + 0.5) * part / NANOS_PER_SECOND;
        read.add(new Gaps(seconds, ranked(sorted, 0.5), ranked(sorted, 0.99)));
      }
    }
    return read;
  }

  /** By nearest rank. */
  private static double ranked(double[] sorted, double quantile) {
    return sorted[Math.max(0, (int) Math.ceil(quantile * sorted.length) - 1)];
  }

  private static Optional<Kept> kept(Objective objective, List<RequestTrace> counted) {
    return switch (objective) {
      case Objective.Latency latency -> {
        double[] all =
            counted.stream()
                .flatMapToDouble(each -> SloReading.millis(latency.slo().metric(), each).stream())
                .toArray();
        long good = Arrays.stream(all).filter(each -> each <= latency.slo().limitMillis()).count();
        yield kept(objective, latency.slo().quantile(), (int) good, all.length);
      }
      case Objective.Errors errors -> {
        long good = counted.stream().filter(RequestTrace::answered).count();
        yield kept(objective, 1 - errors.share(), (int) good, counted.size());
      }
    };
  }

  private static Optional<Kept> kept(Objective objective, double needed, int good, int all) {
    return all == 0
        ? Optional.empty()
        : Optional.of(new Kept(objective, needed, WilsonInterval.of(good, all, 0.95)));
  }
}
