package touchstone.report;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import touchstone.model.Text;

/**
 * What the page of a load measurement shows; times are milliseconds.
 *
 * @param subject what was measured, e.g. the model's name
 * @param when the day, as a date
 * @param notes what a reader must know before he believes a figure; may be empty
 * @param levels in the order in which they were measured
 */
public record LoadInput(String subject, String when, List<Text> notes, List<Level> levels) {
  public LoadInput {
    notes = List.copyOf(notes);
    levels = List.copyOf(levels);
  }

  /**
   * One load level.
   *
   * @param label e.g. concurrency 4
   * @param clientLimited whether the client and not the server set the figures
   * @param latencies TTFT, TPOT and E2E in this order
   * @param points a sample of its requests
   * @param gaps between events, summed up over parts of its time
   * @param kept one an objective
   */
  public record Level(
      Text label,
      boolean clientLimited,
      int requests,
      int failed,
      OptionalDouble requestsPerSecond,
      OptionalDouble outputTokensPerSecond,
      List<Latency> latencies,
      List<Point> points,
      List<Gaps> gaps,
      List<Kept> kept) {
    public Level {
      latencies = List.copyOf(latencies);
      points = List.copyOf(points);
      gaps = List.copyOf(gaps);
      kept = List.copyOf(kept);
    }

    Optional<Latency> latency(String metric) {
      return latencies.stream().filter(each -> each.metric().equals(metric)).findFirst();
    }
  }

  /** One metric of a level. */
  public record Latency(String metric, Quantile p50, Quantile p95, Quantile p99) {}

  /** A quantile with its 95 % interval, each part only where there are enough requests for it. */
  public record Quantile(OptionalDouble value, OptionalDouble low, OptionalDouble high) {}

  /**
   * One request.
   *
   * @param seconds from the level's first request to when it was due
   * @param ttft empty where it failed
   */
  public record Point(double seconds, OptionalDouble ttft) {}

  /** The gaps between events in one part of a level's time. */
  public record Gaps(double seconds, double p50, double p99) {}

  /**
   * How many requests keep an objective's limit.
   *
   * @param objective as people write it
   * @param needed the share that must keep it, 0 to 1
   * @param share that did, with its 95 % interval
   */
  public record Kept(String objective, double needed, double share, double low, double high) {}
}
