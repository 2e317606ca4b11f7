package touchstone.load;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Slo;
import touchstone.model.Text;

/**
 * The search for the highest load that meets every objective. Which load comes next is decided by
 * {@link EdgeSearch} from the probes alone, what the probes say by {@link Edge}.
 */
public final class FindMax {
  private static final double WAVES_TO_SETTLE = 3;
  private static final double WAVES_TO_COUNT = 2;
  private static final int LEAST_OPEN = 30;
  private static final int LEAST_SETTLE = 3;

  private final Level.Kind kind;
  private final String arrivals;
  private final List<Slo> slos;
  private final Limits limits;
  private final LoadGrid grid;
  private final EdgeSearch search;

  /**
   * How far a search goes.
   *
   * @param load the highest to try, requests in flight or a second
   * @param requests at most, in all
   * @param seconds at most, in all; a probe is not begun where the last of its size took longer
   *     than what is left
   */
  public record Limits(double load, int requests, double seconds) {}

  /**
   * A search.
   *
   * @param arrivals of an open loop, empty for concurrency
   * @param slos at least one
   * @param start the first load: 1 for concurrency; for a rate, one that surely holds
   */
  public FindMax(Level.Kind kind, String arrivals, List<Slo> slos, Limits limits, double start) {
    this.kind = kind;
    this.arrivals = arrivals;
    this.slos = List.copyOf(slos);
    this.limits = limits;
    this.grid = new LoadGrid(kind == Level.Kind.CONCURRENCY, limits.load());
    this.search = new EdgeSearch(grid, start);
  }

  /**
   * Searches.
   *
   * @param seen told of each probe as it ends
   * @throws ProblemException if an objective cannot be measured at this endpoint
   */
  public MaxFound search(Probing probing, Consumer<Probe> seen) throws InterruptedException {
    List<Probe> probes = new ArrayList<>();
    while (true) {
      OptionalDouble load = search.next(probes);
      if (load.isEmpty()) {
        return found(probes, end(probes));
      }
      Size size = size(load.getAsDouble(), probes);
      if (!affordable(size, probes)) {
        return found(probes, MaxFound.End.BUDGET);
      }
      Level level = new Level(kind, load.getAsDouble(), arrivals);
      BreachCount breaches = new BreachCount(slos, size.requests);
      Probing.Measured measured = probing.measure(level, size.settle, size.requests, breaches);
      if (measured.stopped()) {
        return found(probes, MaxFound.End.STOPPED);
      }
      Probe probe = probe(level.value(), size, measured);
      probes.add(probe);
      seen.accept(probe);
    }
  }

  private record Size(int settle, int requests) {}

  /** Whole waves of a closed loop; in an open one what arrives while a few requests last. */
  private Size size(double load, List<Probe> probes) {
    int least = 1;
    if (probes.stream().anyMatch(each -> !each.met()) || kind == Level.Kind.RATE) {
      least =
          slos.stream()
              .mapToInt(each -> (int) Math.round(1 / (1 - each.quantile())))
              .max()
              .orElse(1);
    }
    if (kind == Level.Kind.CONCURRENCY) {
      int wave = (int) load;
      return new Size(0, Math.ceilDiv(least, wave) * wave);
    }
    double busy = probes.isEmpty() ? 0 : nearest(probes, load).busySeconds();
    double inFlight = load * busy;
    return new Size(
        Math.max(LEAST_SETTLE, (int) Math.ceil(WAVES_TO_SETTLE * inFlight)),
        Math.max(Math.max(least, LEAST_OPEN), (int) Math.ceil(WAVES_TO_COUNT * inFlight)));
  }

  private static Probe nearest(List<Probe> probes, double load) {
    return probes.stream()
        .min(Comparator.comparingDouble(each -> Math.abs(Math.log(each.load() / load))))
        .orElseThrow();
  }

  private boolean affordable(Size size, List<Probe> probes) {
    if (probes.isEmpty()) {
      return true;
    }
    int sent = probes.stream().mapToInt(Probe::sent).sum() + size.settle + size.requests;
    double seconds = probes.stream().mapToDouble(Probe::seconds).sum() + probes.getLast().seconds();
    return sent <= limits.requests() && seconds <= limits.seconds();
  }

  private Probe probe(double load, Size size, Probing.Measured measured) {
    List<RequestTrace> counted = measured.traces().stream().filter(each -> !each.warmUp()).toList();
    List<SloReading> readings = new ArrayList<>();
    for (Slo slo : slos) {
      int missing = measured.cut() ? size.requests - counted.size() : 0;
      readings.add(SloReading.of(slo, counted, missing).orElseThrow(() -> unmeasured(slo)));
    }
    return new Probe(
        load,
        counted.size(),
        measured.sent(),
        (int) counted.stream().filter(each -> !each.answered()).count(),
        measured.seconds(),
        counted.stream()
            .mapToDouble(each -> (each.endNanos() - each.originNanos()) / 1e9)
            .average()
            .orElse(0),
        measured.cut(),
        readings);
  }

  private static ProblemException unmeasured(Slo slo) {
    return new ProblemException(
        new Problem(
            new Text(
                "量不出 " + slo.metric() + "：没有一条回答多于一个 token",
                slo.metric() + " cannot be measured: no answer has more than one token"),
            new Text(
                "调大 --max-tokens，或换成 TTFT、E2E 的目标。",
                "Raise --max-tokens, or set an objective on TTFT or E2E.")));
  }

  private MaxFound.End end(List<Probe> probes) {
    Bracket bracket = Bracket.of(probes);
    if (bracket.above().isEmpty()) {
      return MaxFound.End.LIMIT;
    }
    boolean narrow =
        bracket.below().isEmpty()
            || Edge.of(probes, bracket, grid).map(search::narrow).orElse(false);
    return narrow ? MaxFound.End.FOUND : MaxFound.End.NOISE;
  }

  private MaxFound found(List<Probe> probes, MaxFound.End end) {
    return MaxFound.of(kind, grid, probes, end);
  }
}
