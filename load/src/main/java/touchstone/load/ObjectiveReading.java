package touchstone.load;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import touchstone.statistics.Estimate;
import touchstone.statistics.WilsonInterval;

/**
 * What the requests of one level say of an objective. A failed request is slower than all others.
 *
 * @param value milliseconds of a latency by nearest rank, or the share of errors; empty where there
 *     are too few requests for it, or where it lies among the failed
 * @param low of its 95 % interval, empty where the requests do not bound it, as with {@code high}
 */
public record ObjectiveReading(
    Objective objective,
    Answer answer,
    OptionalDouble value,
    OptionalDouble low,
    OptionalDouble high) {
  /** Whether an objective holds. */
  public enum Answer {
    MET,
    MISSED,
    /** Not enough requests for its quantile. */
    TOO_FEW
  }

  /** Reads the requests of one level; those of the warm-up do not count. */
  static ObjectiveReading of(Objective objective, List<RequestTrace> traces) {
    List<RequestTrace> counted = traces.stream().filter(each -> !each.warmUp()).toList();
    return switch (objective) {
      case Objective.Latency latency -> latency(latency, counted);
      case Objective.Errors errors -> errors(errors, counted);
    };
  }

  private static ObjectiveReading latency(Objective.Latency wanted, List<RequestTrace> counted) {
    double[] all =
        counted.stream()
            .flatMapToDouble(each -> SloReading.millis(wanted.slo().metric(), each).stream())
            .toArray();
    double[] finite = Arrays.stream(all).filter(Double::isFinite).toArray();
    Distribution.Percentile read =
        Distribution.percentile(finite, all.length - finite.length, wanted.slo().quantile());
    boolean held =
        read.value().isPresent() && read.value().getAsDouble() <= wanted.slo().limitMillis();
    Answer answer = !read.enough() ? Answer.TOO_FEW : held ? Answer.MET : Answer.MISSED;
    return new ObjectiveReading(wanted, answer, read.value(), read.low(), read.high());
  }

  private static ObjectiveReading errors(Objective.Errors wanted, List<RequestTrace> counted) {
    if (counted.isEmpty()) {
      OptionalDouble none = OptionalDouble.empty();
      return new ObjectiveReading(wanted, Answer.TOO_FEW, none, none, none);
    }
    int failed = (int) counted.stream().filter(each -> !each.answered()).count();
    Estimate share = WilsonInterval.of(failed, counted.size(), 0.95);
    return new ObjectiveReading(
        wanted,
        share.value() <= wanted.share() ? Answer.MET : Answer.MISSED,
        OptionalDouble.of(share.value()),
        OptionalDouble.of(share.low()),
        OptionalDouble.of(share.high()));
  }

  /**
   * Whether one request keeps every limit on a latency; one that it does not have, such as TPOT of
   * a single token, is kept.
   */
  static boolean good(RequestTrace trace, List<Objective> objectives) {
    return trace.answered()
        && objectives.stream()
            .allMatch(each ->
                switch (each) {
                  case Objective.Latency latency ->
                      SloReading.millis(latency.slo().metric(), trace).orElse(0)
                          <= latency.slo().limitMillis();
                  case Objective.Errors _ -> true;
                });
  }
}
