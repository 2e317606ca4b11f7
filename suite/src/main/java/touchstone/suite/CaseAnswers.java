package touchstone.suite;

import java.util.List;

/**
 * Answers to one graded turn of a case, by which graders are tested.
 *
 * @param turn index of the turn that they answer, 0 for the first
 * @param good each must pass every check of the turn
 * @param bad each must fail the checks that it names
 */
public record CaseAnswers(String caseId, int turn, List<Reply> good, List<WrongAnswer> bad) {
  public CaseAnswers {
    good = List.copyOf(good);
    bad = List.copyOf(bad);
  }
}
