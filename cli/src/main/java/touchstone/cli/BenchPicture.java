package touchstone.cli;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import touchstone.load.Distribution;
import touchstone.load.Level;
import touchstone.load.LevelFigures;
import touchstone.load.LevelSeries;
import touchstone.load.Objective;
import touchstone.load.RequestTrace;
import touchstone.model.Outcome;
import touchstone.model.Text;
import touchstone.report.LoadInput;

/** What was measured, as the page of {@code --html} shows it. */
final class BenchPicture {
  private static final LoadInput.Quantile NONE =
      new LoadInput.Quantile(
          OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());

  private BenchPicture() {}

  /**
   * The page's input.
   *
   * @param subject what was measured
   * @param traces one list a level of the figures
   */
  static LoadInput of(
      String subject,
      LocalDate day,
      List<LevelFigures> figures,
      List<List<RequestTrace>> traces,
      List<Objective> objectives) {
    List<LoadInput.Level> levels = new ArrayList<>();
    List<Text> notes = new ArrayList<>();
    for (int i = 0; i < figures.size(); i++) {
      LevelFigures read = figures.get(i);
      levels.add(level(read, LevelSeries.of(traces.get(i), objectives)));
      Text label = label(read.level());
      for (Text doubt : BenchWarnings.doubts(read)) {
        notes.add(new Text(label.zh() + "：" + doubt.zh(), label.en() + ": " + doubt.en()));
      }
    }
    return new LoadInput(subject, day.toString(), notes, levels);
  }

  private static LoadInput.Level level(LevelFigures read, LevelSeries series) {
    return new LoadInput.Level(
        label(read.level()),
        !read.clientLimits().isEmpty(),
        read.outcomes().values().stream().mapToInt(Integer::intValue).sum(),
        read.outcomes().getOrDefault(Outcome.INFRA_FAIL, 0),
        read.requestsPerSecond(),
        read.outputTokensPerSecond(),
        List.of(
            latency("TTFT", read, "ttft_ms"),
            latency("TPOT", read, "tpot_ms"),
            latency("E2E", read, "e2e_ms")),
        series.points().stream()
            .map(each -> new LoadInput.Point(each.seconds(), each.ttftMillis()))
            .toList(),
        series.gaps().stream()
            .map(each -> new LoadInput.Gaps(each.seconds(), each.p50Millis(), each.p99Millis()))
            .toList(),
        series.kept().stream().map(BenchPicture::kept).toList());
  }

  private static LoadInput.Kept kept(LevelSeries.Kept kept) {
    return new LoadInput.Kept(
        kept.objective().label(),
        kept.needed(),
        kept.share().value(),
        kept.share().low(),
        kept.share().high());
  }

  private static LoadInput.Latency latency(String name, LevelFigures read, String key) {
    Optional<Distribution> spread = Optional.ofNullable(read.distributions().get(key));
    return new LoadInput.Latency(
        name, quantile(spread, "p50"), quantile(spread, "p95"), quantile(spread, "p99"));
  }

  private static LoadInput.Quantile quantile(Optional<Distribution> spread, String name) {
    return spread
        .map(each -> each.percentiles().get(name))
        .map(each -> new LoadInput.Quantile(each.value(), each.low(), each.high()))
        .orElse(NONE);
  }

  /** E.g. 并发 4; a shape with more to say keeps its own words. */
  private static Text label(Level level) {
    String own = level.label();
    String number = own.substring(own.indexOf(' ') + 1);
    return switch (level.kind()) {
      case CONCURRENCY -> new Text("并发 " + number, own);
      case RATE -> new Text("每秒 " + number + " 个", number + "/s");
      case RAMP -> new Text("每秒 " + number + " 个", own);
      case CUSTOMERS -> new Text(number + " 位顾客", own);
      case CUSTOMER_RATE -> new Text("每秒新来 " + own.replaceAll(".* ", "") + " 位", own);
      case REPLAY -> new Text("重放" + own.substring("replay".length()), own);
    };
  }
}
