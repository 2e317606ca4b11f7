package touchstone.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import touchstone.endpoint.EngineKind;
import touchstone.endpoint.StampError;
import touchstone.model.Text;

/**
 * How the measuring client itself did during a level.
 *
 * @param error of its stamps, as its self-test found it
 * @param loopLagMillis p99 of how long an event loop took to turn to a new task
 * @param cpuShare CPU time that this process took, of all cores' time, 0 to 1
 */
public record ClientSide(
    Optional<StampError> error, OptionalDouble loopLagMillis, OptionalDouble cpuShare) {
  /** Nothing is known, as of a stored trace. */
  public static final ClientSide UNKNOWN =
      new ClientSide(Optional.empty(), OptionalDouble.empty(), OptionalDouble.empty());

  // Above these the figures of a usual endpoint (first words after tens of milliseconds) would be
  // off by a tenth and more.
  private static final double MOST_LAG_MILLIS = 5;

  // Where the kernel stamps, a loop that is late moves no arrival. It sends late, which is measured
  // where there is a schedule; where the next request follows the last answer, the load is lower
  // than asked for by the share that the lag has of a request.
  private static final double MOST_LAG_SHARE = 0.05;
  private static final double MOST_CPU = 0.9;

  /** The worst of several runs; the error of the stamps is the first's. */
  public static ClientSide worst(List<ClientSide> runs) {
    return new ClientSide(
        runs.stream().map(ClientSide::error).flatMap(Optional::stream).findFirst(),
        runs.stream().flatMapToDouble(each -> each.loopLagMillis().stream()).max(),
        runs.stream().flatMapToDouble(each -> each.cpuShare().stream()).max());
  }

  /**
   * Why the client and not the server set the figures; nothing where it did not.
   *
   * @param engine what stamped the arrivals
   * @param distributions of the level, by their name
   */
  List<Text> limits(String engine, Map<String, Distribution> distributions) {
    List<Text> reasons = new ArrayList<>();
    double most = mostLagMillis(engine, distributions);
    if (loopLagMillis.orElse(0) > most) {
      reasons.add(
          new Text(
              "事件循环迟了 %.1f ms（p99，上限 %.0f ms）".formatted(loopLagMillis.orElse(0), most),
              "the event loop was %.1f ms late (p99, at most %.0f ms)"
                  .formatted(loopLagMillis.orElse(0), most)));
    }
    Distribution scheduleLag = Objects.requireNonNull(distributions.get("schedule_lag_ms"));
    double lag = scheduleLag.p99().orElse(scheduleLag.p90().orElse(0));
    if (lag > MOST_LAG_MILLIS) {
      reasons.add(
          new Text(
              "请求比计划晚发 %.1f ms（p99，上限 %.0f ms）".formatted(lag, MOST_LAG_MILLIS),
              "requests went out %.1f ms late (p99, at most %.0f ms)"
                  .formatted(lag, MOST_LAG_MILLIS)));
    }
    if (cpuShare.orElse(0) > MOST_CPU) {
      reasons.add(
          new Text(
              "客户端占了全部 CPU 的 %.0f%%".formatted(cpuShare.orElse(0) * 100),
              "the client took %.0f %% of all CPU time".formatted(cpuShare.orElse(0) * 100)));
    }
    return reasons;
  }

  private static double mostLagMillis(String engine, Map<String, Distribution> distributions) {
    double whole =
        Optional.ofNullable(distributions.get("e2e_ms")).map(Distribution::p50).stream()
            .flatMapToDouble(OptionalDouble::stream)
            .findFirst()
            .orElse(0);
    return engine.equals(EngineKind.EPOLL.word())
        ? Math.max(MOST_LAG_MILLIS, MOST_LAG_SHARE * whole)
        : MOST_LAG_MILLIS;
  }
}
