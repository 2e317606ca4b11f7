package touchstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import touchstone.load.Level;
import touchstone.load.MaxFound;
import touchstone.load.Probe;
import touchstone.load.SloReading;
import touchstone.model.Language;
import touchstone.model.Slo;

class MaxTableTest {
  private static final Slo TPOT = new Slo(Slo.Metric.TPOT, 0.95, 50.25);
  private static final List<Probe> PROBES =
      List.of(probe(16, 28.76), probe(61, 50.68), probe(256, Double.POSITIVE_INFINITY));

  @Test
  void anEdgeIsToldWithItsIntervalAndTheObjectiveThatDecides() {
    MaxFound found =
        found(
            Level.Kind.CONCURRENCY,
            60,
            OptionalDouble.of(61),
            MaxFound.Bound.EDGE,
            MaxFound.End.FOUND);
    assertThat(MaxTable.lines(found, Language.EN))
        .contains(
            "  16          16          28.76 ms  met",
            "  61          61          50.68 ms  breached",
            "  256         256         ∞  breached")
        .last()
        .isEqualTo(
            "Highest concurrency 60, 95 % interval 59 to 61; above it tpot p95 <= 50.25ms no longer"
                + " holds. It took 540 requests and 37 s.");
    assertThat(MaxTable.sentence(found).zh())
        .isEqualTo("最高并发 60，95% 区间 59 到 61；再高就守不住 tpot p95 <= 50.25ms。用了 540 个请求、37 秒。");
  }

  @Test
  void whatWasStoppedBeforeItsFirstProbeSaysSo() {
    MaxFound stopped =
        new MaxFound(
            Level.Kind.CONCURRENCY,
            0,
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            MaxFound.Bound.FLOOR,
            MaxFound.End.STOPPED,
            Optional.empty(),
            2,
            1,
            List.of());
    assertThat(MaxTable.lines(stopped, Language.EN))
        .containsExactly("No request that counts has ended yet, so there are no figures.");
    assertThat(BenchTable.lines(List.of(), Language.ZH)).containsExactly("还没有测到算数的请求，没有数字可报。");
  }

  @Test
  void withoutABreachOnlyAFloorIsClaimedAndWhatEndedTheSearch() {
    MaxFound limit = floor(MaxFound.End.LIMIT);
    assertThat(MaxTable.sentence(limit).en())
        .startsWith("At least 256, the limit ended the search");
    assertThat(MaxTable.sentence(limit).zh()).startsWith("至少 256：试到设定的上限仍然达标");
    MaxFound budget = floor(MaxFound.End.BUDGET);
    assertThat(MaxTable.sentence(budget).en())
        .startsWith("At least 256, the budget ended the search");
    assertThat(MaxTable.sentence(budget).zh()).startsWith("至少 256：请求数或时间已用完");
  }

  @Test
  void aRateSaysItsUnitAndWhyItsIntervalIsWide() {
    MaxFound found =
        found(
            Level.Kind.RATE,
            15.86,
            OptionalDouble.empty(),
            MaxFound.Bound.EDGE,
            MaxFound.End.NOISE);
    assertThat(MaxTable.sentence(found).en())
        .contains("Highest rate 15.86 a second", "59 to unknown", "noise");
    assertThat(MaxTable.sentence(found).zh()).contains("最高每秒 15.86 个请求", "到 不明", "波动");
  }

  private static MaxFound floor(MaxFound.End end) {
    return found(Level.Kind.CONCURRENCY, 256, OptionalDouble.empty(), MaxFound.Bound.FLOOR, end);
  }

  private static MaxFound found(
      Level.Kind kind, double value, OptionalDouble high, MaxFound.Bound bound, MaxFound.End end) {
    return new MaxFound(
        kind, value, OptionalDouble.of(59), high, bound, end, Optional.of(TPOT), 540, 37.2, PROBES);
  }

  private static Probe probe(double load, double millis) {
    SloReading reading =
        new SloReading(
            TPOT, millis, OptionalDouble.empty(), OptionalDouble.empty(), List.of(millis));
    return new Probe(load, (int) load, (int) load, 0, 4, 3.8, false, List.of(reading));
  }
}
