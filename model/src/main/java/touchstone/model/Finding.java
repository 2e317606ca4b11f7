package touchstone.model;

/**
 * What one grader said of one check, with its evidence.
 *
 * @param grader the grader's name, e.g. {@code key-point}
 * @param about what was checked, in the words of the case
 * @param turn index of the answer, 0 for the first
 * @param credit 0 to 1 of the weight
 * @param quote the words of the answer that decided it, empty where their absence did
 * @param note why, in one sentence
 * @param veto the fault outweighs the other findings: the score is at most 2
 */
public record Finding(
    String grader,
    String about,
    int turn,
    double weight,
    double credit,
    String quote,
    Text note,
    boolean veto) {
  /** The grader that finds answers going round in circles. */
  public static final String NO_REPETITION = "no-repetition";

  public Finding {
    if (!(credit >= 0 && credit <= 1)) {
      throw new IllegalArgumentException("credit " + credit + ", expected 0 to 1");
    }
  }
}
