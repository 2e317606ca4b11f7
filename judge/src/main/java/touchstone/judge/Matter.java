package touchstone.judge;

import java.util.List;
import java.util.Optional;
import touchstone.model.Case;
import touchstone.model.Check;
import touchstone.model.Dimension;
import touchstone.model.Message;

/**
 * What answers are judged on.
 *
 * @param dimension a graded one
 * @param policy the shop's rules as the candidate saw them
 * @param conversation up to and including the customer's message that is answered
 * @param points what a right answer says, in plain words; may be empty
 */
public record Matter(
    Dimension dimension, Optional<String> policy, List<Message> conversation, List<String> points) {
  public Matter {
    conversation = List.copyOf(conversation);
    points = List.copyOf(points);
    if (!dimension.graded() || conversation.isEmpty()) {
      throw new IllegalArgumentException(
          dimension + ", " + conversation.size() + " messages; expected a graded one, at least 1");
    }
  }

  /**
   * One turn of a case.
   *
   * @param turn index, 0 for the first
   * @param conversation what was said up to this turn's question, the question included
   */
  public static Matter of(Case test, int turn, List<Message> conversation) {
    return new Matter(
        test.dimension(),
        test.system(),
        conversation,
        test.turns().get(turn).checks().stream().flatMap(each -> point(each).stream()).toList());
  }

  private static Optional<String> point(Check check) {
    return switch (check) {
      case Check.KeyPoint key when !key.forbidden() -> Optional.of(key.statement());
      case Check.Recall recall -> Optional.of(recall.fact());
      default -> Optional.empty();
    };
  }
}
