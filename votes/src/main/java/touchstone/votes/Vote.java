package touchstone.votes;

/**
 * One person's vote, as it is kept.
 *
 * @param slip the row that it stands on
 * @param voter the label that the person was given, nothing else is kept of a person
 * @param pair number of the pair on the ballot, 0 for the first
 * @param balance 1 for the first candidate's answer, −1 for the second one's, 0 for neither
 */
public record Vote(String slip, String voter, int pair, int balance) {
  public Vote {
    if (Math.abs(balance) > 1) {
      throw new IllegalArgumentException("balance " + balance + ", expected −1, 0 or 1");
    }
  }
}
