package touchstone.load;

import java.util.List;
import java.util.Optional;

/**
 * What a level reports beside its own figures.
 *
 * @param sentinel of the short requests beside the load; empty where there were none
 */
public record LevelParts(Optional<PartFigures> sentinel) {
  /** The parts of all traces of one level. */
  static LevelParts of(List<RequestTrace> all) {
    return new LevelParts(PartFigures.sentinel(all));
  }
}
