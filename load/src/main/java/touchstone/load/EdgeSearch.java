package touchstone.load;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * Which load to try next, from the probes so far alone: up in factors of four to the first breach,
 * then into the bracket where a line between its ends crosses the limit, then round and round the
 * edge, on it and up to 8 % off on both sides, until its interval is narrow.
 *
 * @param start the first load
 */
record EdgeSearch(LoadGrid grid, double start) {
  private static final double FACTOR = 4;
  private static final double NEAR = 1.25;
  private static final double INSIDE = 0.15;
  private static final double FARTHEST = 0.08;
  private static final double LEAST_RISE = 0.05;
  private static final double NARROW = 0.04;
  private static final int MOST_NEAR = 18;
  private static final int MOST_DOWN = 5;

  /** The next load; empty once the edge is known as well as it can be. */
  OptionalDouble next(List<Probe> probes) {
    if (probes.isEmpty()) {
      return OptionalDouble.of(grid.below(start));
    }
    Bracket bracket = Bracket.of(probes);
    if (bracket.above().isEmpty()) {
      return upwards(probes, bracket.below().orElseThrow().load());
    }
    if (bracket.below().isEmpty()) {
      return downwards(probes);
    }
    double low = bracket.below().orElseThrow().load();
    double high = bracket.above().orElseThrow().load();
    if (bracket.ratio() > NEAR && !grid.neighbours(low, high)) {
      double inside = Math.pow(high / low, INSIDE);
      double aim = Math.clamp(bracket.crossing(), low * inside, high / inside);
      double load = grid.below(aim);
      return OptionalDouble.of(load > low ? load : grid.above(low));
    }
    return near(probes, bracket);
  }

  private OptionalDouble upwards(List<Probe> probes, double highest) {
    if (highest >= grid.limit()) {
      return OptionalDouble.empty();
    }
    double next = highest * FACTOR;
    OptionalDouble expected = straightOn(probes);
    if (expected.isPresent()) {
      next = Math.min(next, Math.max(1.5 * highest, 1.1 * expected.getAsDouble()));
    }
    return OptionalDouble.of(Math.max(grid.below(next), grid.above(highest)));
  }

  /** Where the metric itself, going on as between the two highest loads, reaches its limit. */
  private static OptionalDouble straightOn(List<Probe> probes) {
    List<Probe> sorted = probes.stream().sorted(Comparator.comparingDouble(Probe::load)).toList();
    if (sorted.size() < 2) {
      return OptionalDouble.empty();
    }
    Probe last = sorted.getLast();
    Probe before = sorted.get(sorted.size() - 2);
    double rise = Math.exp(last.excess()) - Math.exp(before.excess());
    if (!(rise > 0) || last.load() == before.load()) {
      return OptionalDouble.empty();
    }
    double left = 1 - Math.exp(last.excess());
    return OptionalDouble.of(last.load() + left / rise * (last.load() - before.load()));
  }

  /** Nothing met yet: a single request at a time is tried twice, a rate is lowered. */
  private OptionalDouble downwards(List<Probe> probes) {
    double lowest = probes.stream().mapToDouble(Probe::load).min().orElseThrow();
    if (grid.whole()) {
      return probes.size() < 3
          ? OptionalDouble.of(Math.max(1, grid.below(lowest / FACTOR)))
          : OptionalDouble.empty();
    }
    return probes.size() < MOST_DOWN
        ? OptionalDouble.of(grid.below(lowest / FACTOR))
        : OptionalDouble.empty();
  }

  private OptionalDouble near(List<Probe> probes, Bracket bracket) {
    Optional<Edge> edge = Edge.of(probes, bracket, grid);
    double at = edge.map(Edge::load).orElse(bracket.crossing());
    long tried =
        probes.stream()
            .filter(each -> Math.abs(Math.log(each.load() / at)) <= Math.log(NEAR))
            .count();
    if (tried >= MOST_NEAR || edge.map(this::narrow).orElse(false)) {
      return OptionalDouble.empty();
    }
    double slope = edge.map(Edge::slope).orElse(bracket.slope());
    double noise = edge.map(Edge::deviation).orElse(Edge.LEAST_DEVIATION);
    double off = Math.min(FARTHEST, Math.max(LEAST_RISE, 2 * noise) / slope);
    double below = grid.below(at);
    double above = grid.above(at);
    return DoubleStream.of(
            below,
            above,
            Math.min(below, grid.below(at * Math.exp(-off))),
            Math.max(above, grid.below(at * Math.exp(off))))
        .distinct()
        .boxed()
        .min(Comparator.comparingLong(load -> count(probes, load)))
        .map(OptionalDouble::of)
        .orElseThrow();
  }

  /** Narrow enough to stop: 4 % from end to end, or one step. */
  boolean narrow(Edge edge) {
    if (grid.whole()) {
      double steps = Math.floor(edge.high()) - Math.floor(edge.low());
      return steps <= Math.max(1, NARROW * edge.load());
    }
    return edge.high() - edge.low() <= NARROW * edge.load();
  }

  private static long count(List<Probe> probes, double load) {
    return probes.stream().filter(each -> each.load() == load).count();
  }
}
