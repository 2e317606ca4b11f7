package touchstone.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import touchstone.model.Case;

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

  /** The batches of one candidate: single questions first, then conversations by length. */
  static List<Batch> of(Plan plan, String candidate) {
    Map<Integer, List<Item>> byTurns = new TreeMap<>();
    for (int trial = 0; trial < plan.trials(); trial++) {
      for (Map.Entry<String, Case> each : plan.cases().entrySet()) {
        byTurns
            .computeIfAbsent(each.getValue().turns().size(), _ -> new ArrayList<>())
            .add(new Item(each.getKey(), each.getValue(), trial));
      }
    }
    List<Batch> batches = new ArrayList<>();
    byTurns.forEach((turns, items) -> {
      for (int from = 0; from < items.size(); from += plan.batchSize()) {
        List<Item> part = items.subList(from, Math.min(items.size(), from + plan.batchSize()));
        batches.add(new Batch("%s/cases/%03d".formatted(candidate, batches.size()), turns, part));
      }
    });
    return List.copyOf(batches);
  }
}
