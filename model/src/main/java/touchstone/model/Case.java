package touchstone.model;

import java.util.List;
import java.util.Optional;

/**
 * One test: input turns and what the answers are graded on.
 *
 * @param id unique in its suite
 * @param cluster cases of one form (variants of one seed) share it; statistics treat them as one
 * @param cleanTwin the id of the case without the disturbance, for robustness
 * @param tools functions that the candidate may call; a case that has any has one turn
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
    List<Turn> turns,
    List<Tool> tools) {
  public Case {
    turns = List.copyOf(turns);
    tools = List.copyOf(tools);
    if (turns.isEmpty()) {
      throw new IllegalArgumentException("case " + id + " has no turns, expected at least 1");
    }
  }

  /** A case without functions. */
  public Case(
      String id,
      Dimension dimension,
      String skill,
      Difficulty difficulty,
      String cluster,
      Optional<String> cleanTwin,
      Optional<String> system,
      List<Turn> turns) {
    this(id, dimension, skill, difficulty, cluster, cleanTwin, system, turns, List.of());
  }
}
