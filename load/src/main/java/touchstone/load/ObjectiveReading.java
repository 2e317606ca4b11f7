package touchstone.load;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import touchstone.statistics.Estimate;
import touchstone.statistics.OrderRanks;
import touchstone.statistics.WilsonInterval;

/**
 * What the requests of one level say of an objective. A failed request is slower than all others.
 *
 * @param sure whether chance is out of it: the whole 95 % interval lies on the answer's side of the
 *     limit
 * @param value milliseconds of a latency by nearest rank, or the share of errors; empty where there
 *     are too few requests for it, or where it lies among the failed; of repeated runs the mean of
 *     their values
 * @param low of its 95 % interval, empty where the requests do not bound it, as with {@code high}
 * @param runs how many the interval is between; 1 where it lies within one
 */
public record ObjectiveReading(
    Objective objective,
    Answer answer,
    boolean sure,
    OptionalDouble value,
    OptionalDouble low,
    OptionalDouble high,
    int runs) {
  private static final double LEVEL = 0.95;

  /** Failures are rare, so that a handful of requests says nothing of their share. */
  private static final int LEAST = 20;

  /** Runs that settle by their number alone that an objective is missed. */
  private static final int RUNS = 3;

  /** Whether an objective holds. */
  public enum Answer {
    MET,
    MISSED,
    /** Not enough requests for its quantile. */
    TOO_FEW,
    /** The limit lies within the interval between repeated runs. */
    UNSURE
  }

  /** Reads the requests of one level; those of the warm-up do not count. */
  static ObjectiveReading of(Objective objective, List<RequestTrace> traces) {
    List<RequestTrace> counted = traces.stream().filter(each -> !each.warmUp()).toList();
    return switch (objective) {
      case Objective.Latency latency -> latency(latency, counted);
      case Objective.Errors errors -> errors(errors, counted);
    };
  }

  /**
   * Reads repeated runs. What lies between them decides: it is wider than what lies within one.
   *
   * @param each the objective in every run, at least two of them
   * @param between its figure between them
   */
  static ObjectiveReading of(List<ObjectiveReading> each, Repeats.Between between) {
    Objective objective = each.getFirst().objective();
    double limit = limit(objective);
    Answer answer =
        between.high().isEmpty()
            ? common(each)
            : between.high().getAsDouble() <= limit
                ? Answer.MET
                : between.low().orElseThrow() > limit ? Answer.MISSED : Answer.UNSURE;
    return new ObjectiveReading(
        objective,
        answer,
        answer == Answer.MET || answer == Answer.MISSED,
        between.mean(),
        between.low(),
        between.high(),
        each.size());
  }

  /** Without a mean, because in some runs the figure lies among the failed or is missing. */
  private static Answer common(List<ObjectiveReading> each) {
    if (each.stream().anyMatch(one -> one.answer() == Answer.TOO_FEW)) {
      return Answer.TOO_FEW;
    }
    boolean missed = each.stream().allMatch(one -> one.answer() == Answer.MISSED);
    return missed && each.size() >= RUNS ? Answer.MISSED : Answer.UNSURE;
  }

  private static double limit(Objective objective) {
    return switch (objective) {
      case Objective.Latency latency -> latency.slo().limitMillis();
      case Objective.Errors errors -> errors.share();
    };
  }

  private static ObjectiveReading latency(Objective.Latency wanted, List<RequestTrace> counted) {
    double limit = wanted.slo().limitMillis();
    double quantile = wanted.slo().quantile();
    double[] all =
        counted.stream()
            .flatMapToDouble(each -> SloReading.millis(wanted.slo().metric(), each).stream())
            .toArray();
    double[] finite = Arrays.stream(all).filter(Double::isFinite).toArray();
    Distribution.Percentile read =
        Distribution.percentile(finite, all.length - finite.length, quantile);
    boolean held = read.value().isPresent() && read.value().getAsDouble() <= limit;
    Answer answer = !read.enough() ? Answer.TOO_FEW : held ? Answer.MET : Answer.MISSED;
    int kept = (int) Arrays.stream(finite).filter(each -> each <= limit).count();
    return new ObjectiveReading(
        wanted,
        answer,
        sure(answer, kept, all.length, quantile),
        read.value(),
        read.low(),
        read.high(),
        1);
  }

  private static ObjectiveReading errors(Objective.Errors wanted, List<RequestTrace> counted) {
    if (counted.isEmpty()) {
      OptionalDouble none = OptionalDouble.empty();
      return new ObjectiveReading(wanted, Answer.TOO_FEW, false, none, none, none, 1);
    }
    int answered = (int) counted.stream().filter(RequestTrace::answered).count();
    Estimate share = WilsonInterval.of(counted.size() - answered, counted.size(), LEVEL);
    Answer answer = share.value() <= wanted.share() ? Answer.MET : Answer.MISSED;
    return new ObjectiveReading(
        wanted,
        answer,
        counted.size() >= LEAST && sure(answer, answered, counted.size(), 1 - wanted.share()),
        OptionalDouble.of(share.value()),
        OptionalDouble.of(share.low()),
        OptionalDouble.of(share.high()),
        1);
  }

  /**
   * Whether so many requests within the limit could not be chance. The quantile's interval between
   * order statistics lies on one side of the limit just where this binomial test says so; failures
   * get the test too, because Wilson's interval is too short where they are rare (Brown, Cai and
   * DasGupta, "Interval estimation for a binomial proportion", Statistical Science 2001).
   *
   * @param kept requests within the limit, or answered
   * @param needed the share of them that the objective asks for
   */
  private static boolean sure(Answer answer, int kept, int all, double needed) {
    return switch (answer) {
      case MET -> kept >= OrderRanks.of(all, needed, LEVEL).high();
      case MISSED -> kept < OrderRanks.of(all, needed, LEVEL).low();
      case TOO_FEW, UNSURE -> false;
    };
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
