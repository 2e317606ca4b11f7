package touchstone.report;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import touchstone.model.Candidate;
import touchstone.model.Dimension;
import touchstone.model.Sample;
import touchstone.model.Suite;
import touchstone.model.Text;
import touchstone.verdict.Evidence;
import touchstone.verdict.Recommendation;
import touchstone.verdict.Requirements;

/**
 * All that a report shows of one run. Candidates, their facts and grades are those of the evidence.
 *
 * @param samples of every phase; only those of the cases phase are shown as transcripts
 * @param suites for the words of the cases
 * @param latencies one row a candidate and concurrency, in the order of the table
 * @param timings where the wall time went, in the order of the run
 * @param versions by name: {@code touchstone}, {@code libllama}, {@code suite NAME}
 * @param judging the judge that was named or asked; empty where rules alone grade
 */
public record ReportInput(
    Run run,
    Plan plan,
    Requirements requirements,
    Evidence evidence,
    Recommendation recommendation,
    List<Sample> samples,
    List<Suite> suites,
    List<Latency> latencies,
    List<Timing> timings,
    Machine machine,
    Map<String, String> versions,
    List<Incident> incidents,
    Optional<Judging> judging) {
  public ReportInput {
    samples = List.copyOf(samples);
    suites = List.copyOf(suites);
    latencies = List.copyOf(latencies);
    timings = List.copyOf(timings);
    versions = Map.copyOf(versions);
    incidents = List.copyOf(incidents);
  }

  /**
   * The run as a whole.
   *
   * @param id the run folder's name
   * @param name of the selection
   * @param started ISO 8601 instant, UTC
   * @param finished ISO 8601 instant, UTC
   * @param overheadShare share of the wall time that is neither engine compute nor waiting, 0 to 1
   * @param engineSeconds compute time of the engines, where they report it
   * @param client what stamped the arrivals; unknown in runs of older versions
   */
  public record Run(
      String id,
      String name,
      String started,
      String finished,
      double wallSeconds,
      OptionalDouble overheadShare,
      OptionalDouble engineSeconds,
      Optional<Client> client) {}

  /**
   * What stamped the arrivals of answers, and how far its own stamps were off in its self-test.
   *
   * @param engine {@code epoll} (kernel stamps) or {@code nio}
   * @param errorP50Micros microseconds, as the 99th percentile; absent where no trial was made
   */
  public record Client(
      String engine, OptionalDouble errorP50Micros, OptionalDouble errorP99Micros) {}

  /**
   * What was decided before the first request.
   *
   * @param depth {@code quick}, {@code standard} or {@code thorough}
   * @param cases per dimension, for each candidate
   * @param seeds by source of chance: order, model, resampling
   * @param scoring how what was found in one answer becomes its score
   * @param settings sampling caps and the like, in the order to show
   * @param notes what was decided by itself and why, e.g. which pair was taken and how many cases
   */
  public record Plan(
      String depth,
      Map<Dimension, Integer> cases,
      int trials,
      Map<String, Long> seeds,
      Text scoring,
      List<Setting> settings,
      Optional<Text> notes) {
    public Plan {
      cases = Map.copyOf(cases);
      seeds = Map.copyOf(seeds);
      settings = List.copyOf(settings);
    }
  }

  /**
   * One setting.
   *
   * @param id snake_case, unique; the field's name in report.json
   */
  public record Setting(String id, Text label, Text value) {}

  /**
   * Speed of one candidate at one concurrency. Times are milliseconds.
   *
   * @param requests sent, warm-up left out
   * @param ttft absent where nothing completed
   * @param jitter standard deviation of the gaps between chunks within an answer, mean over answers
   */
  public record Latency(
      String candidate,
      int concurrency,
      int requests,
      int failures,
      int timeouts,
      Optional<Spread> ttft,
      Optional<Spread> tpot,
      Optional<Spread> e2e,
      OptionalDouble jitter,
      double requestsPerSecond,
      double outputTokensPerSecond) {}

  /** Mean and quantiles of a latency; a quantile is absent where requests are too few for it. */
  public record Spread(double mean, OptionalDouble p50, OptionalDouble p95, OptionalDouble p99) {}

  /**
   * One part of the wall time.
   *
   * @param id e.g. {@code download}, {@code load}, {@code cases}
   */
  public record Timing(String id, Text label, Optional<String> candidate, double seconds) {}

  /** The machine that the run was made on. */
  public record Machine(String cpu, int cores, long memoryBytes, String os, String jdk) {}

  /**
   * Something that happened on the way and was dealt with.
   *
   * @param kind e.g. {@code retry}, {@code rate_limited}, {@code resumed}
   */
  public record Incident(String kind, Optional<String> candidate, int count, Text text) {}

  List<Candidate> candidates() {
    return evidence.candidates().stream().map(Evidence.OfCandidate::candidate).toList();
  }

  /** The label of a candidate's id, the id itself where the selection has no such candidate. */
  String label(String id) {
    return candidates().stream()
        .filter(each -> each.id().equals(id))
        .map(Candidate::label)
        .findFirst()
        .orElse(id);
  }

  static <V> Collection<Map.Entry<String, V>> sorted(Map<String, V> map) {
    return new TreeMap<>(map).entrySet();
  }
}
