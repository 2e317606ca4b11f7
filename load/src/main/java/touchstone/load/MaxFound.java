package touchstone.load;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import touchstone.model.Slo;

/**
 * The highest load that meets the objectives.
 *
 * @param value the load; whole for concurrency, 0 where even the lowest breaches
 * @param low 95 % interval of the load; empty where the probes do not bound it, as with {@code
 *     high}
 * @param bound whether a breach above was measured
 * @param end why the search stopped
 * @param tightest the objective that decides, where one was reached
 * @param sent all requests
 */
public record MaxFound(
    Level.Kind kind,
    double value,
    OptionalDouble low,
    OptionalDouble high,
    Bound bound,
    End end,
    Optional<Slo> tightest,
    int sent,
    double seconds,
    List<Probe> probes) {
  /** Whether the value is the edge, or only known to be reached. */
  public enum Bound {
    EDGE,
    FLOOR
  }

  /** Why a search stopped. */
  public enum End {
    /** The interval is narrow. */
    FOUND,
    /** More probes would not make the interval narrower soon. */
    NOISE,
    /** The highest load allowed was met. */
    LIMIT,
    /** Requests or time were used up. */
    BUDGET,
    /** The user stopped it. */
    STOPPED
  }

  private static final double CLEAR = 0.1;

  public MaxFound {
    probes = List.copyOf(probes);
  }

  static MaxFound of(Level.Kind kind, LoadGrid grid, List<Probe> probes, End end) {
    Bracket bracket = Bracket.of(probes);
    Optional<Edge> edge = bracket.closed() ? Edge.of(probes, bracket, grid) : Optional.empty();
    double value =
        edge.map(each -> grid.rounded(each.load()))
            .orElse(bracket.below().map(Bracket.Point::load).orElse(0.0));
    boolean breached = probes.stream().anyMatch(each -> !each.met() && each.load() >= value);
    return new MaxFound(
        kind,
        value,
        edge.map(each -> OptionalDouble.of(grid.rounded(each.low())))
            .orElseGet(() -> clearlyMet(probes, value)),
        edge.map(each -> OptionalDouble.of(grid.rounded(each.high())))
            .orElseGet(() -> clearlyBreached(probes, value, grid)),
        breached ? Bound.EDGE : Bound.FLOOR,
        end,
        edge.map(each -> probes.getFirst().readings().get(each.objective()).slo())
            .or(() -> tightest(probes)),
        probes.stream().mapToInt(Probe::sent).sum(),
        probes.stream().mapToDouble(Probe::seconds).sum(),
        probes);
  }

  private static OptionalDouble clearlyMet(List<Probe> probes, double value) {
    return value == 0
        ? OptionalDouble.of(0)
        : probes.stream()
            .filter(each -> each.load() <= value && each.excess() < -CLEAR)
            .mapToDouble(Probe::load)
            .max();
  }

  private static OptionalDouble clearlyBreached(List<Probe> probes, double value, LoadGrid grid) {
    return probes.stream()
        .filter(each -> each.load() > value && each.excess() > CLEAR)
        .mapToDouble(each -> grid.whole() ? each.load() - 1 : each.load())
        .min();
  }

  private static Optional<Slo> tightest(List<Probe> probes) {
    return probes.stream()
        .filter(each -> !each.met())
        .min(Comparator.comparingDouble(Probe::load))
        .map(each -> each.tightest().slo());
  }
}
