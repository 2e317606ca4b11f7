package touchstone.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import touchstone.model.Candidate;
import touchstone.model.Case;
import touchstone.model.LoadProfile;
import touchstone.model.Sampling;
import touchstone.model.Suite;
import touchstone.model.Text;
import touchstone.verdict.Requirements;

/**
 * Everything that a run will do, decided before the first graded case and never changed after; with
 * the samples it is all that grades and reports need.
 *
 * @param suites with the chosen cases only
 * @param availableCases how many the suites have in all
 * @param batchSize graded requests decoded together, at least 1
 * @param sampling of graded cases
 * @param loadSampling of timed requests
 * @param notes what was decided and why, for the report
 * @param judge the judge that the selection names
 * @param watched whether every candidate but the first may stop when the answer is known; else all
 *     are asked all cases
 */
public record Plan(
    String id,
    String name,
    List<Candidate> candidates,
    Requirements requirements,
    Selection.Budget budget,
    Depth depth,
    List<Suite> suites,
    int availableCases,
    int batchSize,
    int trials,
    long seed,
    Sampling sampling,
    Sampling loadSampling,
    List<LoadProfile.ClosedLoop> load,
    List<Text> notes,
    Optional<String> judge,
    boolean watched) {
  public Plan {
    candidates = List.copyOf(candidates);
    suites = List.copyOf(suites);
    load = List.copyOf(load);
    notes = List.copyOf(notes);
  }

  /** The chosen cases with the name that samples carry, {@code suite/case}, in plan order. */
  public Map<String, Case> cases() {
    return named()
        .collect(
            Collectors.toMap(Named::id, Named::test, (a, b) -> a, java.util.LinkedHashMap::new));
  }

  /** Graded trials of one candidate. */
  public int trialsPerCandidate() {
    return (int) named().count() * trials;
  }

  /** Seed of one trial: the same for every candidate. */
  public long seedOf(String caseId, int trial) {
    long mixed = seed * 0x9E3779B97F4A7C15L + caseId.hashCode() * 0x100000001B3L + trial;
    return (mixed ^ (mixed >>> 31)) & 0x7FFFFFFFL;
  }

  private record Named(String id, Case test) {}

  private Stream<Named> named() {
    return suites.stream()
        .flatMap(suite ->
            suite.cases().stream().map(each -> new Named(suite.name() + "/" + each.id(), each)));
  }
}
