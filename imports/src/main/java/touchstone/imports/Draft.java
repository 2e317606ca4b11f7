package touchstone.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import touchstone.model.Check;
import touchstone.model.Text;

/**
 * A case as a row gives it, before masking.
 *
 * @param id as the row names it, if it does
 * @param variant of one test, so that variants count as one; empty where there is one
 * @param unrunnable types of assertions that the row has and that cannot run here
 * @param ungraded why nothing of it can be graded without a judge, where that is so
 * @param answersLeft recorded answers between the turns, which are not replayed
 */
record Draft(
    Optional<String> id,
    String variant,
    Optional<String> skill,
    Optional<String> system,
    List<Turn> turns,
    List<String> unrunnable,
    Optional<Text> ungraded,
    int answersLeft) {
  /** One message of the user and what its answer must fulfil. */
  record Turn(String user, Optional<Check.Assertions> check) {}

  Draft {
    turns = List.copyOf(turns);
    unrunnable = List.copyOf(unrunnable);
  }

  static Draft of(Optional<String> id, Optional<String> skill, Optional<String> system) {
    return new Draft(id, "", skill, system, List.of(), List.of(), Optional.empty(), 0);
  }

  boolean graded() {
    return turns.stream().anyMatch(turn -> turn.check().isPresent());
  }

  Draft with(List<Turn> others) {
    return new Draft(id, variant, skill, system, others, unrunnable, ungraded, answersLeft);
  }

  /** The same with a turn at the end. */
  Draft and(String user, Optional<Check.Assertions> check) {
    List<Turn> more = new ArrayList<>(turns);
    more.add(new Turn(user, check));
    return with(more);
  }

  Draft withSystem(Optional<String> other) {
    return new Draft(id, variant, skill, other, turns, unrunnable, ungraded, answersLeft);
  }

  Draft withVariant(String other) {
    return new Draft(id, other, skill, system, turns, unrunnable, ungraded, answersLeft);
  }

  Draft withAnswersLeft(int count) {
    return new Draft(id, variant, skill, system, turns, unrunnable, ungraded, count);
  }

  Draft withUnrunnable(List<String> types) {
    return new Draft(id, variant, skill, system, turns, types, ungraded, answersLeft);
  }

  /** Says why nothing can be graded, where nothing can. */
  Draft saying(Text reason) {
    return graded()
        ? this
        : new Draft(
            id, variant, skill, system, turns, unrunnable, Optional.of(reason), answersLeft);
  }
}
