package touchstone.suite;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import touchstone.document.Fields;
import touchstone.document.Value;
import touchstone.model.Check;
import touchstone.model.Dimension;

/** The checks that every graded answer of a dimension gets unless the case has that kind itself. */
record Defaults(Map<Dimension, List<Check>> byDimension) {
  static final Defaults NONE = new Defaults(Map.of());

  Defaults {
    byDimension = Map.copyOf(byDimension);
  }

  static Defaults read(Value value) {
    Map<Dimension, List<Check>> defaults = new EnumMap<>(Dimension.class);
    Fields fields = value.fields(CaseReader.graded().keySet().toArray(String[]::new));
    CaseReader.graded()
        .forEach((id, dimension) ->
            fields
                .optional(id)
                .ifPresent(checks -> defaults.put(dimension, CheckReader.list(checks))));
    return new Defaults(defaults);
  }

  /** A case's own checks, then the defaults of kinds that it neither has nor leaves out. */
  List<Check> mergedWith(List<Check> own, Dimension dimension, Set<CheckKind> without) {
    Set<CheckKind> taken = EnumSet.noneOf(CheckKind.class);
    taken.addAll(without);
    own.forEach(check -> taken.add(CheckKind.of(check)));
    if (taken.contains(CheckKind.DECLINES)) {
      taken.add(CheckKind.NO_REFUSAL);
    }
    if (taken.contains(CheckKind.CALL)) {
      // the grader of calls sees what is claimed without one; with the call it is no invention
      taken.add(CheckKind.NO_INVENTION);
    }
    List<Check> merged = new ArrayList<>(own);
    byDimension.getOrDefault(dimension, List.of()).stream()
        .filter(check -> !taken.contains(CheckKind.of(check)))
        .forEach(merged::add);
    return List.copyOf(merged);
  }
}
