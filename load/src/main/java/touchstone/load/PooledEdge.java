package touchstone.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import touchstone.statistics.StudentT;

/**
 * The edge of an open loop. Chance makes the load of one probe heavy and of the next light, and the
 * quantile that an objective means is that over all of them; so the requests of all probes near the
 * edge are pooled, moved to one load along a line through the probes' means, and the quantile is
 * taken once. The interval is the jackknife over whole probes (Tukey 1958), because the requests of
 * one probe depend on each other.
 */
final class PooledEdge {
  private static final double WINDOW = 0.3;
  private static final int LEAST = 8;
  private static final double LEVEL = 0.98;
  private static final double OUTSIDE = 0.1;
  private static final double LEAST_ERROR = 0.005;

  private PooledEdge() {}

  /** One probe: where it was and what its requests had, as logarithms of value over limit. */
  private record Group(double x, List<Double> excesses, double mean) {}

  private record Crossing(double x, double slope) {}

  /** The edge around a load, where the probes are enough to tell. */
  static Optional<Edge> around(List<Probe> probes, double centre) {
    List<Probe> near =
        probes.stream().filter(each -> Math.abs(Math.log(each.load() / centre)) <= WINDOW).toList();
    if (near.size() < LEAST) {
      return Optional.empty();
    }
    List<Edge> edges = new ArrayList<>();
    for (int i = 0; i < near.getFirst().readings().size(); i++) {
      of(near, i).ifPresent(edges::add);
    }
    return edges.stream().min(Comparator.comparingDouble(Edge::load));
  }

  private static Optional<Edge> of(List<Probe> near, int objective) {
    double quantile = near.getFirst().readings().get(objective).slo().quantile();
    List<Group> groups = near.stream().map(each -> group(each, objective)).toList();
    Optional<Crossing> whole = crossing(groups, quantile);
    if (whole.isEmpty()) {
      return Optional.empty();
    }
    int n = groups.size();
    double[] without = new double[n];
    for (int i = 0; i < n; i++) {
      List<Group> rest = new ArrayList<>(groups);
      rest.remove(i);
      Optional<Crossing> one = crossing(rest, quantile);
      if (one.isEmpty()) {
        return Optional.empty();
      }
      without[i] = one.get().x;
    }
    double mean = Arrays.stream(without).average().orElseThrow();
    double squares = Arrays.stream(without).map(each -> (each - mean) * (each - mean)).sum();
    double error = Math.max(LEAST_ERROR, Math.sqrt((n - 1.0) / n * squares));
    double reach = error * StudentT.quantile(1 - (1 - LEVEL) / 2, n - 2);
    double x = whole.get().x;
    double least = groups.stream().mapToDouble(Group::x).min().orElseThrow() - OUTSIDE;
    double most = groups.stream().mapToDouble(Group::x).max().orElseThrow() + OUTSIDE;
    if (x < least || x > most) {
      return Optional.empty();
    }
    double slope = whole.get().slope;
    return Optional.of(
        new Edge(
            Math.exp(x),
            Math.exp(x - reach),
            Math.exp(x + reach),
            slope,
            error * slope * Math.sqrt(n),
            objective));
  }

  private static Group group(Probe probe, int objective) {
    SloReading reading = probe.readings().get(objective);
    List<Double> excesses = reading.values().stream().map(reading::excess).toList();
    double mean = excesses.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    return new Group(Math.log(probe.load()), excesses, mean);
  }

  private static Optional<Crossing> crossing(List<Group> groups, double quantile) {
    double middle = groups.stream().mapToDouble(Group::x).average().orElseThrow();
    double height = groups.stream().mapToDouble(Group::mean).average().orElseThrow();
    double spread = 0;
    double product = 0;
    for (Group each : groups) {
      spread += (each.x - middle) * (each.x - middle);
      product += (each.x - middle) * (each.mean - height);
    }
    double slope = spread > 0 ? product / spread : 0;
    if (!(slope > 0)) {
      return Optional.empty();
    }
    double[] moved =
        groups.stream()
            .flatMapToDouble(group ->
                group.excesses.stream().mapToDouble(each -> each - slope * (group.x - middle)))
            .sorted()
            .toArray();
    double excess = SloReading.quantile(moved, quantile);
    return Optional.of(new Crossing(middle - excess / slope, slope));
  }
}
