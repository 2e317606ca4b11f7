package touchstone.statistics;

/**
 * Evidence that may be looked at after every case: under the hypothesis it exceeds {@code 1/α} at
 * any time with probability α at most (Ville 1939; Ramdas et al., arXiv 2210.01948).
 */
public final class EProcess {
  private EProcess() {}

  /**
   * Evidence against wins being as likely as losses: the bets on every true rate mixed with
   * Jeffreys' prior, {@code B(w + ½, l + ½) / B(½, ½) · 2^(w + l)}. Ties are left out. It depends
   * on the counts alone, so it is built up case by case in any order, each paying twice the share
   * that was foretold (Krichevsky and Trofimov, IEEE Transactions on Information Theory 1981).
   *
   * @return natural logarithm of the e-value; the hypothesis falls at {@code ln(1/α)}
   */
  public static double logSign(int wins, int losses) {
    if (wins < 0 || losses < 0) {
      throw new IllegalArgumentException(
          wins + " wins, " + losses + " losses; expected at least 0 of both");
    }
    double log = 0;
    for (int w = 0; w < wins; w++) {
      log += Math.log(2 * (w + 0.5) / (w + 1));
    }
    for (int l = 0; l < losses; l++) {
      log += Math.log(2 * (l + 0.5) / (wins + l + 1));
    }
    return log;
  }
}
