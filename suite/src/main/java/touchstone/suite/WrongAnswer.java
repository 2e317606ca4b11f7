package touchstone.suite;

import java.util.List;

/**
 * A fluent answer that a grader must not let through.
 *
 * @param fails kinds of checks of which at least one of each kind must fail
 */
public record WrongAnswer(Reply reply, List<CheckKind> fails) {
  public WrongAnswer {
    fails = List.copyOf(fails);
  }
}
