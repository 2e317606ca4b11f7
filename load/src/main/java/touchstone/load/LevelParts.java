package touchstone.load;

import java.util.List;
import java.util.Optional;

/**
 * What a level reports beside its own figures.
 *
 * @param sentinel of the short requests beside the load; empty where there were none
 * @param slices of a ramp, by time; empty where the level is none
 * @param repeats how its runs differ; empty where it was measured once
 * @param sessions of conversations; empty where its requests are single questions
 */
public record LevelParts(
    Optional<PartFigures> sentinel,
    List<RampSlice> slices,
    Optional<Repeats> repeats,
    Optional<SessionFigures> sessions) {
  public LevelParts {
    slices = List.copyOf(slices);
  }

  /** The parts of all traces of one level. */
  static LevelParts of(List<RequestTrace> all, List<Objective> objectives) {
    return new LevelParts(
        PartFigures.sentinel(all),
        RampSlice.of(all, objectives),
        repeats(all, objectives),
        SessionFigures.of(all));
  }

  private static Optional<Repeats> repeats(List<RequestTrace> all, List<Objective> objectives) {
    List<List<RequestTrace>> each = RequestTrace.runs(all);
    if (each.size() < 2) {
      return Optional.empty();
    }
    List<LevelFigures> runs =
        each.stream()
            .filter(run -> run.stream().anyMatch(RequestTrace::counts))
            .map(run -> LevelFigures.of(run, objectives, ClientSide.UNKNOWN))
            .toList();
    return runs.size() < 2 ? Optional.empty() : Optional.of(Repeats.of(runs));
  }
}
