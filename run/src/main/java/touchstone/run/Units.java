package touchstone.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import touchstone.model.Case;
import touchstone.model.Dimension;
import touchstone.verdict.Watch;

/** The units in which a watched run takes its cases. */
final class Units {
  private Units() {}

  private record Key(Dimension dimension, String cluster) {}

  /** Cases of one cluster and dimension, in the place of the first of them in the plan. */
  static List<Watch.Unit> of(Plan plan) {
    Map<Key, List<String>> units = new LinkedHashMap<>();
    plan.cases()
        .forEach((id, test) ->
            units
                .computeIfAbsent(
                    new Key(test.dimension(), cluster(id, test)), _ -> new ArrayList<>())
                .add(id));
    List<Watch.Unit> all = new ArrayList<>();
    units.forEach((key, cases) -> all.add(new Watch.Unit(key.dimension(), cases)));
    return List.copyOf(all);
  }

  /** Clusters of two suites may share a name without being one. */
  private static String cluster(String id, Case test) {
    String suite = id.substring(0, id.indexOf('/') + 1);
    return test.cluster().isBlank() ? id : suite + test.cluster();
  }
}
