package touchstone.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import touchstone.statistics.StudentT;
import touchstone.statistics.ZeroCrossing;

/**
 * Where the objectives stop to hold, from the probes near by: a line through the logarithm of
 * quantile over limit against the logarithm of the load, crossed with zero; where the points jump
 * or bend too much for a line, the loads on both sides that are surely met and surely breached.
 *
 * @param load the crossing, not rounded
 * @param low end of its interval, as {@code high}: 98 %, so that 95 % are left where the search
 *     stopped because it was narrow
 * @param slope of the excess, per factor of e in load
 * @param deviation of one probe's excess
 * @param objective the index of the objective that decides
 */
record Edge(double load, double low, double high, double slope, double deviation, int objective) {
  /** No server repeats itself better than that, and no line is straighter. */
  static final double LEAST_DEVIATION = 0.003;

  private static final double LEVEL = 0.98;
  private static final double SURE = 0.99;
  private static final double[] WINDOWS = {0.13, 0.065, 0.033};
  private static final int LEAST = 7;
  private static final int LEAST_REPEATS = 2;

  /** The edge, where the probes are enough to tell. */
  static Optional<Edge> of(List<Probe> probes, Bracket bracket, LoadGrid grid) {
    double centre = bracket.crossing();
    if (!grid.whole()) {
      Optional<Edge> pooled = PooledEdge.around(probes, centre);
      return pooled.flatMap(edge -> PooledEdge.around(probes, edge.load)).or(() -> pooled);
    }
    for (double window : WINDOWS) {
      Optional<Edge> first = within(probes, centre, window, grid);
      Optional<Edge> again =
          first.flatMap(edge -> within(probes, edge.load, window, grid)).or(() -> first);
      if (again.isPresent()) {
        return again;
      }
    }
    return bracketed(probes, bracket, grid);
  }

  private static Optional<Edge> within(
      List<Probe> probes, double centre, double window, LoadGrid grid) {
    List<Probe> near =
        probes.stream()
            .filter(each -> !each.cut())
            .filter(each ->
                Math.abs(Math.log(each.load() / centre)) <= window
                    || each.load() == grid.below(centre)
                    || each.load() == grid.above(centre))
            .toList();
    if (near.size() < LEAST) {
      return Optional.empty();
    }
    List<Edge> edges = new ArrayList<>();
    for (int i = 0; i < near.getFirst().readings().size(); i++) {
      Optional<Edge> edge = line(near, i, grid);
      if (edge.isPresent()) {
        edges.add(edge.get());
      } else if (!surelyMet(near, i)) {
        return Optional.empty();
      }
    }
    return edges.stream()
        .min(Comparator.comparingDouble(Edge::load))
        .map(tightest ->
            new Edge(
                tightest.load,
                edges.stream().mapToDouble(Edge::low).min().orElseThrow(),
                edges.stream().mapToDouble(Edge::high).min().orElseThrow(),
                tightest.slope,
                tightest.deviation,
                tightest.objective));
  }

  private static Optional<Edge> line(List<Probe> near, int objective, LoadGrid grid) {
    double[] x = near.stream().mapToDouble(each -> Math.log(each.load())).toArray();
    double[] y =
        near.stream().mapToDouble(each -> each.readings().get(objective).excess()).toArray();
    double least = Arrays.stream(x).min().orElseThrow();
    double most = Arrays.stream(x).max().orElseThrow();
    if (!(most > least)) {
      return Optional.empty();
    }
    ZeroCrossing line = ZeroCrossing.of(x, y, LEAST_DEVIATION, LEVEL);
    boolean known =
        line.straight()
            && line.repeats() >= LEAST_REPEATS
            && Double.isFinite(line.low())
            && Double.isFinite(line.value())
            && line.value() >= least - 0.05
            && line.value() <= most + 0.05;
    if (!known) {
      return Optional.empty();
    }
    double low = Math.exp(line.low());
    double high = Math.exp(line.high());
    if (Arrays.stream(x).distinct().count() == 2 && !grid.whole()) {
      low = Math.min(low, Math.exp(least));
      high = Math.max(high, Math.exp(most));
    }
    return Optional.of(
        new Edge(Math.exp(line.value()), low, high, line.slope(), line.deviation(), objective));
  }

  private static boolean surelyMet(List<Probe> near, int objective) {
    double[] y =
        near.stream().mapToDouble(each -> each.readings().get(objective).excess()).toArray();
    double mean = Arrays.stream(y).average().orElseThrow();
    double squares = Arrays.stream(y).map(each -> (each - mean) * (each - mean)).sum();
    double deviation = Math.max(LEAST_DEVIATION, Math.sqrt(squares / (y.length - 1)));
    return mean + 2 * deviation < 0;
  }

  /** Both ends tried twice or more, and each as sure as the noise of all repeats allows. */
  private static Optional<Edge> bracketed(List<Probe> probes, Bracket bracket, LoadGrid grid) {
    Bracket.Point low = bracket.below().orElseThrow();
    Bracket.Point high = bracket.above().orElseThrow();
    double[] below = excesses(probes, low.load());
    double[] above = excesses(probes, high.load());
    if (below.length < 2 || above.length < 2) {
      return Optional.empty();
    }
    double[] noise = noise(probes);
    double reach = StudentT.quantile(SURE, noise[1]) * noise[0];
    boolean sure =
        mean(below) + reach / Math.sqrt(below.length) < 0
            && mean(above) - reach / Math.sqrt(above.length) > 0;
    if (!sure) {
      return Optional.empty();
    }
    int objective =
        IntStream.range(0, probes.getFirst().readings().size())
            .boxed()
            .max(
                Comparator.comparingDouble(i ->
                    probes.stream()
                        .filter(each -> each.load() == high.load())
                        .mapToDouble(each -> each.readings().get(i).excess())
                        .sum()))
            .orElseThrow();
    double just = grid.whole() ? high.load() - 1e-6 : high.load();
    return Optional.of(
        new Edge(low.load(), low.load(), just, bracket.slope(), noise[0], objective));
  }

  /** Standard deviation of probes of the same load, and its degrees of freedom. */
  private static double[] noise(List<Probe> probes) {
    double squares = 0;
    int freedom = 0;
    for (double load : probes.stream().mapToDouble(Probe::load).distinct().toArray()) {
      double[] same = excesses(probes, load);
      squares += squares(same);
      freedom += same.length - 1;
    }
    return new double[] {Math.max(LEAST_DEVIATION, Math.sqrt(squares / freedom)), freedom};
  }

  private static double[] excesses(List<Probe> probes, double load) {
    return probes.stream().filter(each -> each.load() == load).mapToDouble(Probe::excess).toArray();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double squares(double[] values) {
    double mean = mean(values);
    return Arrays.stream(values).map(each -> (each - mean) * (each - mean)).sum();
  }
}
