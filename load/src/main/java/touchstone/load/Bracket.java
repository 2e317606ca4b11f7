package touchstone.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The loads around the edge, from all probes so far: their mean excess at each load, made rising by
 * pooling neighbours that fall (isotonic regression; Ayer and others, Annals of Mathematical
 * Statistics 1955), so that one unlucky probe does not mislead.
 *
 * @param below the highest load that meets the objectives
 * @param above the lowest that does not
 */
record Bracket(Optional<Point> below, Optional<Point> above) {
  /** A load with its pooled excess. */
  record Point(double load, double excess) {}

  private record Pool(List<Double> loads, double sum, int count) {
    double mean() {
      return sum / count;
    }

    Pool with(Pool next) {
      List<Double> both = new ArrayList<>(loads);
      both.addAll(next.loads);
      return new Pool(both, sum + next.sum, count + next.count);
    }
  }

  static Bracket of(List<Probe> probes) {
    Map<Double, List<Probe>> byLoad =
        probes.stream()
            .collect(Collectors.groupingBy(Probe::load, TreeMap::new, Collectors.toList()));
    List<Pool> pools = new ArrayList<>();
    byLoad.forEach((load, some) -> {
      Pool pool =
          new Pool(List.of(load), some.stream().mapToDouble(Probe::excess).sum(), some.size());
      while (!pools.isEmpty() && pools.getLast().mean() > pool.mean()) {
        pool = pools.removeLast().with(pool);
      }
      pools.add(pool);
    });
    Optional<Point> below = Optional.empty();
    Optional<Point> above = Optional.empty();
    for (Pool each : pools) {
      if (each.mean() <= 0) {
        below = Optional.of(new Point(each.loads().getLast(), each.mean()));
      } else if (above.isEmpty()) {
        above = Optional.of(new Point(each.loads().getFirst(), each.mean()));
      }
    }
    return new Bracket(below, above);
  }

  /** Whether both ends are known. */
  boolean closed() {
    return below.isPresent() && above.isPresent();
  }

  /** Where the straight line between both ends crosses the limit, on a logarithmic load. */
  double crossing() {
    Point low = below.orElseThrow();
    Point high = above.orElseThrow();
    double share = -low.excess / (high.excess - low.excess);
    return low.load * Math.pow(high.load / low.load, share);
  }

  /** How much the excess rises for a rise of the load by a factor of e. */
  double slope() {
    Point low = below.orElseThrow();
    Point high = above.orElseThrow();
    return (high.excess - low.excess) / Math.log(high.load / low.load);
  }

  double ratio() {
    return above.orElseThrow().load / below.orElseThrow().load;
  }
}
