package touchstone.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import touchstone.model.Case;
import touchstone.model.Dimension;
import touchstone.verdict.Watch;

/**
 * Cases of one candidate that are asked together: as many turns each, so that they go through their
 * turns side by side. The same plan always gives the same batches.
 *
 * @param id unique in the run, e.g. {@code a/cases/007}
 * @param items in the order of their places in the batch
 */
record Batch(String id, int turns, List<Item> items) {
  Batch {
    items = List.copyOf(items);
  }

  /** One trial of a case. */
  record Item(String caseId, Case test, int trial) {}

  /** The dimension of its cases, which in a watched run is one. */
  Dimension dimension() {
    return items.getFirst().test().dimension();
  }

  /** The batches of one candidate, in the order in which they are asked. */
  static List<Batch> of(Plan plan, String candidate) {
    return plan.watched() ? watched(plan, candidate) : byLength(plan, candidate);
  }

  private record Shape(Dimension dimension, int turns) {}

  /**
   * In the order of the plan, so that every dimension is under way from the start. A batch has
   * cases of one dimension, so that the others stay as they are when a dimension ends; what counts
   * as one unit stays together.
   */
  private static List<Batch> watched(Plan plan, String candidate) {
    Map<String, Case> cases = plan.cases();
    Map<Shape, List<Item>> byShape = new LinkedHashMap<>();
    Map<Item, Integer> places = new HashMap<>();
    for (Watch.Unit unit : Units.of(plan)) {
      for (String id : unit.cases()) {
        Optional<Case> test = Optional.ofNullable(cases.get(id));
        for (int trial = 0; test.isPresent() && trial < plan.trials(); trial++) {
          Item item = new Item(id, test.get(), trial);
          places.put(item, places.size());
          byShape
              .computeIfAbsent(
                  new Shape(unit.dimension(), test.get().turns().size()), _ -> new ArrayList<>())
              .add(item);
        }
      }
    }
    List<List<Item>> parts = new ArrayList<>();
    byShape.values().forEach(items -> parts.addAll(parts(items, plan.batchSize())));
    parts.sort(Comparator.comparing(part -> places.getOrDefault(part.getFirst(), 0)));
    List<Batch> batches = new ArrayList<>();
    parts.forEach(part -> batches.add(numbered(candidate, batches.size(), part)));
    return List.copyOf(batches);
  }

  private static Batch numbered(String candidate, int number, List<Item> items) {
    int turns = items.getFirst().test().turns().size();
    return new Batch("%s/cases/%03d".formatted(candidate, number), turns, items);
  }

  private static List<List<Item>> parts(List<Item> items, int size) {
    List<List<Item>> parts = new ArrayList<>();
    for (int from = 0; from < items.size(); from += size) {
      parts.add(items.subList(from, Math.min(items.size(), from + size)));
    }
    return parts;
  }

  /** Single questions first, then conversations by length. */
  private static List<Batch> byLength(Plan plan, String candidate) {
    Map<Integer, List<Item>> byTurns = new TreeMap<>();
    for (int trial = 0; trial < plan.trials(); trial++) {
      for (Map.Entry<String, Case> each : plan.cases().entrySet()) {
        byTurns
            .computeIfAbsent(each.getValue().turns().size(), _ -> new ArrayList<>())
            .add(new Item(each.getKey(), each.getValue(), trial));
      }
    }
    List<Batch> batches = new ArrayList<>();
    byTurns
        .values()
        .forEach(items -> {
          for (List<Item> part : parts(items, plan.batchSize())) {
            batches.add(numbered(candidate, batches.size(), part));
          }
        });
    return List.copyOf(batches);
  }
}
