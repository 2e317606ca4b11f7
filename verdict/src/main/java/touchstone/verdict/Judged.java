package touchstone.verdict;

import java.util.List;
import java.util.OptionalDouble;
import touchstone.statistics.JudgeSkill;

/**
 * What an accepted judge said of pairs of answers, and how well it was found to judge.
 *
 * @param pairings every pair that the judge was to judge, also those that it did not
 */
public record Judged(List<Pairing> pairings, JudgeSkill skill) {
  public Judged {
    pairings = List.copyOf(pairings);
  }

  /**
   * The answers of two candidates to one case.
   *
   * @param balance 1 where the judge found a's answer better, −1 where b's, 0 for a tie, the mean
   *     over trials; empty where it did not judge
   */
  public record Pairing(String caseId, String a, String b, OptionalDouble balance) {
    /** The same, said of the two candidates in this order; only for those two. */
    OptionalDouble balanceOf(String first) {
      if (first.equals(a) || balance.isEmpty()) {
        return balance;
      }
      return OptionalDouble.of(-balance.getAsDouble());
    }

    boolean isOf(String one, String other) {
      return (a.equals(one) && b.equals(other)) || (a.equals(other) && b.equals(one));
    }
  }
}
