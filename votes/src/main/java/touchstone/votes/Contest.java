package touchstone.votes;

import java.util.OptionalInt;

/**
 * Two candidates' answers to one case, as people may be asked about them.
 *
 * @param cluster cases of one form share it
 * @param system what both were told beforehand, empty where nothing
 * @param question what the customer said
 * @param first id of the first candidate in the run's order
 * @param answers digest of both answers
 * @param rules the rules' score of the first minus that of the second, in points
 * @param judge 1 where a judge found the first one better in both orders, −1 the second one, 0
 *     neither; absent where none was asked or could be read
 * @param flipped whether the judge's winner changed with the order
 */
public record Contest(
    String caseId,
    String cluster,
    String system,
    String question,
    String first,
    String second,
    String firstAnswer,
    String secondAnswer,
    String answers,
    double rules,
    OptionalInt judge,
    boolean flipped) {
  private static final double NEAR = 0.5;

  /** Against 1; chances that differ by more make intervals of 40 votes too narrow. */
  private static final double PLAIN = 0.5;

  /** What tells one from another. */
  public record Key(String caseId, String first, String second) {}

  public Key key() {
    return new Key(caseId, first, second);
  }

  /** The same words: a tie that nobody needs to be asked about. */
  public boolean identical() {
    return firstAnswer.strip().equals(secondAnswer.strip());
  }

  /** Which one the rules prefer: 1 the first, −1 the second, 0 neither. */
  public int rulesBalance() {
    return (int) Math.signum(rules);
  }

  /**
   * How much a vote would teach, above 0: most where a judge flipped or saw a tie, or disagrees
   * with the rules; without a judge where the rules' scores lie near each other.
   */
  double weight() {
    boolean open =
        judge.isPresent()
            ? flipped || judge.getAsInt() == 0 || judge.getAsInt() == -rulesBalance()
            : Math.abs(rules) <= NEAR;
    return open ? 1 : PLAIN;
  }
}
