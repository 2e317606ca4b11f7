package touchstone.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import touchstone.model.Slo;

class FindMaxTest {
  private static final int SEEDS = 20;
  private static final FindMax.Limits WIDE = new FindMax.Limits(1024, 100_000, 100_000);

  private record Tally(int searches, int covered, double requests) {}

  @Test
  void theIntervalCoversWhatServersOfManyCapacitiesCanTrulyDo() throws Exception {
    List<String> poor = new ArrayList<>();
    int searches = 0;
    int covered = 0;
    for (int capacity : new int[] {3, 9, 23, 60, 117, 300}) {
      for (double noise : new double[] {0.0005, 0.01, 0.04}) {
        Tally step = tally(steps(capacity, noise), capacity, seed -> steps(capacity, noise, seed));
        Tally curve =
            tally(
                new Slo(Slo.Metric.TTFT, 0.95, 1000 * Math.exp(1.645 * noise)),
                capacity,
                seed -> saturating(capacity, noise, seed));
        for (Tally each : List.of(step, curve)) {
          searches += each.searches();
          covered += each.covered();
          if (each.covered() < 0.8 * each.searches()) {
            poor.add(capacity + " with noise " + noise + ": " + each);
          }
        }
      }
    }
    assertThat(poor).isEmpty();
    assertThat(covered).isGreaterThanOrEqualTo((int) Math.ceil(0.95 * searches));
  }

  @Test
  void aQueueThatJumpsIsFoundExactly() throws Exception {
    Slo slo = new Slo(Slo.Metric.TTFT, 0.95, 1000);
    for (int places : new int[] {7, 40}) {
      // The slowest twentieth of one wave may wait: 0.95 (n + 1/3) + 1/3 must not pass the places.
      double truth = places == 7 ? 7 : 41;
      Tally found =
          tally(slo, truth, seed -> SimulatedServers.line(places, 4, 0.1, new Random(seed)));
      assertThat(found.covered()).isEqualTo(found.searches());
    }
  }

  @Test
  void sixtyStreamsTakeFewRequestsAndTheIntervalIsNarrow() throws Exception {
    Slo slo = new Slo(Slo.Metric.TPOT, 0.95, 50.25);
    MaxFound found = search(List.of(slo), WIDE, steps(60, 0.0005, 1));
    assertThat(found.value()).isEqualTo(60);
    assertThat(found.bound()).isEqualTo(MaxFound.Bound.EDGE);
    assertThat(found.end()).isEqualTo(MaxFound.End.FOUND);
    assertThat(found.low().orElseThrow()).isBetween(59.0, 60.0);
    assertThat(found.high().orElseThrow()).isBetween(60.0, 61.0);
    assertThat(found.sent()).isLessThanOrEqualTo(800);
    assertThat(found.seconds()).isLessThanOrEqualTo(80);
    assertThat(found.tightest()).contains(slo);
  }

  @Test
  void withoutABreachTheValueIsOnlyAFloor() throws Exception {
    Slo slo = new Slo(Slo.Metric.TPOT, 0.95, 50.25);
    FindMax.Limits low = new FindMax.Limits(48, 100_000, 100_000);
    MaxFound limited = search(List.of(slo), low, steps(60, 0.0005, 1));
    assertThat(limited.value()).isEqualTo(48);
    assertThat(limited.bound()).isEqualTo(MaxFound.Bound.FLOOR);
    assertThat(limited.end()).isEqualTo(MaxFound.End.LIMIT);
    assertThat(limited.high()).isEmpty();
    FindMax.Limits poor = new FindMax.Limits(1024, 30, 100_000);
    MaxFound spent = search(List.of(slo), poor, steps(60, 0.0005, 1));
    assertThat(spent.value()).isEqualTo(16);
    assertThat(spent.bound()).isEqualTo(MaxFound.Bound.FLOOR);
    assertThat(spent.end()).isEqualTo(MaxFound.End.BUDGET);
  }

  @Test
  void evenOneRequestAtATimeMayBeTooMuch() throws Exception {
    MaxFound found =
        search(List.of(new Slo(Slo.Metric.TTFT, 0.95, 50)), WIDE, steps(60, 0.0005, 1));
    assertThat(found.value()).isZero();
    assertThat(found.high()).hasValue(0);
    assertThat(found.bound()).isEqualTo(MaxFound.Bound.EDGE);
  }

  @Test
  void theTightestOfSeveralObjectivesDecides() throws Exception {
    Slo tpot = new Slo(Slo.Metric.TPOT, 0.95, 50.25);
    Slo e2e = new Slo(Slo.Metric.E2E, 0.5, 1000 * (0.1 + 74 * (0.02 + 0.0005 * 40.5)));
    MaxFound found = search(List.of(tpot, e2e), WIDE, steps(60, 0.0005, 3));
    assertThat(found.tightest()).contains(e2e);
    assertThat(found.value()).isCloseTo(40, within(1.0));
  }

  @Test
  void failuresAreABreach() throws Exception {
    Probing failing =
        (level, settle, requests, certain) -> {
          List<RequestTrace> ended = new ArrayList<>();
          for (int i = 0; i < requests; i++) {
            double end = i >= 20 ? Double.POSITIVE_INFINITY : 0.2;
            ended.add(
                SimulatedServers.trace(level, i, false, new SimulatedServers.Times(0, end, end)));
          }
          return new Probing.Measured(ended, requests, 1, false, false);
        };
    MaxFound found = search(List.of(new Slo(Slo.Metric.TTFT, 0.95, 1000)), WIDE, failing);
    assertThat(found.value()).isEqualTo(20);
    assertThat(found.high()).hasValue(20);
    assertThat(found.probes().stream().mapToInt(Probe::failed).sum()).isPositive();
  }

  @Test
  void aPlainlyOverloadedProbeIsBrokenOff() throws Exception {
    Slo slo = new Slo(Slo.Metric.TTFT, 0.95, 1000);
    MaxFound found = search(List.of(slo), WIDE, SimulatedServers.line(7, 4, 0.1, new Random(5)));
    assertThat(found.probes().stream().filter(Probe::cut)).isNotEmpty().noneMatch(Probe::met);
  }

  @Test
  void constantArrivalsAtAnEngineAreCoveredToo() throws Exception {
    Slo slo = new Slo(Slo.Metric.TPOT, 0.95, 50);
    for (int streams : new int[] {20, 60}) {
      double perStream = 0.03 / streams;
      double truth = longRun(slo, SimulatedServers.engine(0.1, 0.02, perStream, 0.01, seeded(99)));
      int covered = 0;
      for (int seed = 0; seed < 20; seed++) {
        MaxFound found =
            new FindMax(Level.Kind.RATE, "constant", List.of(slo), WIDE, 0.6)
                .search(SimulatedServers.engine(0.1, 0.02, perStream, 0.01, seeded(seed)), _ -> {});
        boolean holds =
            found.low().orElse(0) <= truth
                && found.high().orElse(Double.POSITIVE_INFINITY) >= truth;
        covered += holds ? 1 : 0;
        assertThat(found.bound()).isEqualTo(MaxFound.Bound.EDGE);
        assertThat(found.value()).isCloseTo(truth, within(0.05 * truth));
      }
      assertThat(covered).as(streams + " streams, truth " + truth).isGreaterThanOrEqualTo(18);
    }
  }

  /** The rate at which thousands of requests in a row just meet an objective, by halving. */
  private static double longRun(Slo slo, Probing server) throws InterruptedException {
    double low = 0.1;
    double high = 60;
    for (int i = 0; i < 20; i++) {
      double middle = (low + high) / 2;
      List<RequestTrace> traces =
          server
              .measure(new Level(Level.Kind.RATE, middle, "constant"), 300, 1500, _ -> false)
              .traces();
      List<RequestTrace> counted = traces.stream().filter(each -> !each.warmUp()).toList();
      boolean met = SloReading.of(slo, counted, 0).orElseThrow().met();
      low = met ? middle : low;
      high = met ? high : middle;
    }
    return low;
  }

  private static Random seeded(long seed) {
    return new Random(seed * 7919 + 13);
  }

  private static Tally tally(Slo slo, double truth, LongFunction<Probing> server)
      throws InterruptedException {
    int covered = 0;
    double requests = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      MaxFound found = search(List.of(slo), WIDE, server.apply(seed));
      boolean holds =
          found.low().orElse(0) <= truth && found.high().orElse(Double.POSITIVE_INFINITY) >= truth;
      covered += holds ? 1 : 0;
      requests += found.sent();
    }
    return new Tally(SEEDS, covered, requests / SEEDS);
  }

  private static MaxFound search(List<Slo> slos, FindMax.Limits limits, Probing server)
      throws InterruptedException {
    return new FindMax(Level.Kind.CONCURRENCY, "", slos, limits, 1).search(server, _ -> {});
  }

  private static Slo steps(int capacity, double noise) {
    double step = 0.02 + 0.03 / capacity * (capacity + 0.5);
    return new Slo(Slo.Metric.TPOT, 0.95, 1000 * step * Math.exp(1.645 * noise));
  }

  private static Probing steps(int capacity, double noise, long seed) {
    return SimulatedServers.curve(
        _ -> 0.1, load -> 0.02 + 0.03 / capacity * load, noise / 2, noise, seeded(seed));
  }

  /** TTFT as in a queue: a tenth of a second when idle, one second at the capacity. */
  private static Probing saturating(int capacity, double noise, long seed) {
    double full = (capacity + 0.5) / 0.9;
    DoubleUnaryOperator ttft =
        load -> load < 0.995 * full ? 0.1 / (1 - load / full) : 20 * load / full;
    return SimulatedServers.curve(ttft, _ -> 0.02, noise / 2, noise, seeded(seed));
  }
}
