package touchstone.model;

import java.util.List;
import java.util.Optional;

/**
 * One test: input turns and what the answers are graded on.
 *
 * @param id unique in its suite
 * @param cluster cases of one form (variants of one seed) share it; statistics treat them as one
 * @param cleanTwin the id of the case without the disturbance, for robustness
 * @param system the system prompt, with the suite's own already put in where the case has none
 */
public record Case(
    String id,
    Dimension dimension,
    String skill,
    Difficulty difficulty,
    String cluster,
    Optional<String> cleanTwin,
    Optional<String> system,
    List<Turn> turns) {
  public Case {
    turns = List.copyOf(turns);
    if (turns.isEmpty()) {
      throw new IllegalArgumentException("case " + id + " has no turns, expected at least 1");
    }
  }
}
