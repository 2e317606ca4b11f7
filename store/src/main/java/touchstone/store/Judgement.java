package touchstone.store;

import java.util.List;

/**
 * What a judge said of two answers to one case, asked in both orders.
 *
 * @param judge the digest that tells judges and their settings apart
 * @param first id of the candidate whose answer came first in the first order
 * @param answers SHA-256 over both answers: a judgement of other answers does not count
 * @param longer 1 where the first one's answer is the longer, −1 where the other's is
 * @param readable whether a verdict could be read in both orders; what follows is 0 where not
 * @param straight 1 where the first one's answer was better in the first order, −1 where the
 *     other's was, 0 for a tie
 * @param turned the same said in the second order, still seen from the first candidate
 * @param reasons the judge's own words for each order, in which A is the answer that came first;
 *     untrusted; where nothing could be read, what it wrote instead
 * @param requests sent since the judgement before, as are the tokens
 */
public record Judgement(
    String judge,
    String caseId,
    int trial,
    String first,
    String second,
    String answers,
    int longer,
    boolean readable,
    int straight,
    int turned,
    List<String> reasons,
    int requests,
    int promptTokens,
    int completionTokens,
    long epochMillis) {
  public Judgement {
    reasons = List.copyOf(reasons);
    if (Math.abs(straight) > 1 || Math.abs(turned) > 1) {
      throw new IllegalArgumentException(straight + ", " + turned + "; expected −1, 0 or 1");
    }
  }

  /** What it is about; the log holds one judgement of each. */
  public record Key(String judge, String caseId, int trial, String first, String second) {}

  public Key key() {
    return new Key(judge, caseId, trial, first, second);
  }

  /** 1 where both orders say that the first one's answer is better, −1 the other's, else 0. */
  public int balance() {
    return straight == turned ? straight : 0;
  }

  /** Whether the winner changed with the order. */
  public boolean flipped() {
    return straight != 0 && straight == -turned;
  }
}
