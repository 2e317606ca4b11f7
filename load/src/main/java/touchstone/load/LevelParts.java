package touchstone.load;

import java.util.List;
import java.util.Optional;

/**
 * What a level reports beside its own figures.
 *
 * @param sentinel of the short requests beside the load; empty where there were none
 * @param slices of a ramp, by time; empty where the level is none
 */
public record LevelParts(Optional<PartFigures> sentinel, List<RampSlice> slices) {
  public LevelParts {
    slices = List.copyOf(slices);
  }

  /** The parts of all traces of one level. */
  static LevelParts of(List<RequestTrace> all, List<Objective> objectives) {
    return new LevelParts(PartFigures.sentinel(all), RampSlice.of(all, objectives));
  }
}
