package touchstone.run;

import java.util.List;
import touchstone.load.Latencies;
import touchstone.model.Exchange;
import touchstone.model.Sample;
import touchstone.store.EventLog;

/** The figures of one candidate at one concurrency, out of its timed samples. Pure. */
final class Level {
  private Level() {}

  /**
   * By Little's law, or over the time that passed where the server turned requests away, so that
   * fewer were in flight than planned.
   *
   * @param timed all samples of the level
   * @param events of the run
   */
  static Latencies of(
      String candidate, int concurrency, List<Sample> timed, List<EventLog.Event> events) {
    List<Exchange> exchanges = timed.stream().flatMap(each -> each.exchanges().stream()).toList();
    Latencies figures = Latencies.of(exchanges, concurrency);
    boolean refused = exchanges.stream().anyMatch(each -> each.attempts() > 1);
    double seconds = refused ? seconds(candidate, concurrency, events) : 0;
    return seconds > 0 ? figures.over(seconds) : figures;
  }

  /** How long the last phase took that was turned away; 0 where nobody noted it. */
  private static double seconds(String candidate, int concurrency, List<EventLog.Event> events) {
    List<EventLog.Event> own =
        events.stream()
            .filter(event -> event.subject().equals(candidate))
            .filter(event -> event.data().getOrDefault("concurrency", 0.0) == concurrency)
            .toList();
    return RunClock.last(own, LoadPhase.LIMITED, "seconds");
  }
}
