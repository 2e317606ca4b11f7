package touchstone.suite;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import touchstone.model.Case;
import touchstone.model.Difficulty;
import touchstone.model.Dimension;
import touchstone.model.Suite;

/**
 * The fixed stratified order of which a shortened run takes the first cases. Dimensions take turns
 * so that the mean over equally weighted dimensions becomes certain fastest for the answers spent:
 * cases in proportion to 1/√(mean turns of a case), the Neyman allocation for equal spread and
 * unequal cost (Cochran, Sampling Techniques, 3rd ed. 1977, §5.5). Turns are shared out by
 * Webster's method (least taken + ½ over the share is next), so that a dimension that has run out
 * leaves the others in proportion. Inside a dimension skills take turns, and inside a skill
 * difficulties. A disturbed case comes directly after its clean twin or later, never before. The
 * order does not depend on the order in the files.
 */
public final class CaseOrder {
  private static final Queue<Case> NONE = new ArrayDeque<>();
  private final Map<String, Case> byId = new HashMap<>();
  private final Map<Dimension, Queue<Case>> waiting = new EnumMap<>(Dimension.class);
  private final Map<Dimension, Double> shares = new EnumMap<>(Dimension.class);
  private final Map<Dimension, Integer> taken = new EnumMap<>(Dimension.class);
  private final SequencedMap<String, Case> order = new LinkedHashMap<>();

  private CaseOrder(List<Case> cases) {
    cases.forEach(each -> byId.put(each.id(), each));
    cases.stream()
        .collect(Collectors.groupingBy(Case::dimension))
        .forEach((dimension, own) -> {
          waiting.put(dimension, new ArrayDeque<>(bySkill(own)));
          shares.put(dimension, Math.sqrt((double) own.size() / cost(own)));
        });
  }

  /** The first cases in the fixed order; all of them where the suite has no more. */
  public static List<Case> first(Suite suite, int cases) {
    return all(suite).stream().limit(cases).toList();
  }

  /** All cases in the fixed order. */
  public static List<Case> all(Suite suite) {
    return new CaseOrder(suite.cases()).merged();
  }

  /** What a case costs in answers: its turns. */
  public static int cost(Case one) {
    return one.turns().size();
  }

  /** What some cases cost in answers. */
  public static int cost(List<Case> cases) {
    return cases.stream().mapToInt(CaseOrder::cost).sum();
  }

  private List<Case> merged() {
    while (order.size() < byId.size()) {
      take(waiting.getOrDefault(lagging(), NONE).remove());
    }
    return List.copyOf(order.values());
  }

  private void take(Case next) {
    if (order.containsKey(next.id())) {
      return;
    }
    order.put(next.id(), next);
    next.cleanTwin()
        .map(byId::get)
        .ifPresent(twin -> {
          order.remove(next.id());
          take(twin);
          order.put(next.id(), next);
        });
    taken.merge(next.dimension(), 1, Integer::sum);
  }

  /** The dimension with cases left that is furthest behind its share of what has been taken. */
  private Dimension lagging() {
    return waiting.keySet().stream()
        .filter(dimension -> !waiting.getOrDefault(dimension, NONE).isEmpty())
        .min(
            Comparator.comparingDouble(this::takenOverShare)
                .thenComparing(Comparator.naturalOrder()))
        .orElseThrow();
  }

  private double takenOverShare(Dimension dimension) {
    return (taken.getOrDefault(dimension, 0) + 0.5) / shares.getOrDefault(dimension, 1.0);
  }

  private static List<Case> bySkill(List<Case> cases) {
    Map<String, List<Case>> skills =
        cases.stream()
            .collect(Collectors.groupingBy(Case::skill, TreeMap::new, Collectors.toList()));
    return roundRobin(skills.values().stream().map(CaseOrder::byDifficulty).toList());
  }

  private static List<Case> byDifficulty(List<Case> cases) {
    Map<Difficulty, List<Case>> levels =
        cases.stream()
            .sorted(Comparator.comparingInt((Case one) -> cost(one)).thenComparing(Case::id))
            .collect(Collectors.groupingBy(Case::difficulty, TreeMap::new, Collectors.toList()));
    return roundRobin(List.copyOf(levels.values()));
  }

  private static List<Case> roundRobin(List<List<Case>> queues) {
    List<Case> order = new ArrayList<>();
    int longest = queues.stream().mapToInt(List::size).max().orElse(0);
    for (int i = 0; i < longest; i++) {
      for (List<Case> queue : queues) {
        if (i < queue.size()) {
          order.add(queue.get(i));
        }
      }
    }
    return order;
  }
}
