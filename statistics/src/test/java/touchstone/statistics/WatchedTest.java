package touchstone.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Evidence that is looked at after every case. */
class WatchedTest {
  private static final double BEATEN = Math.log(20);

  private final Random random = new Random(42);

  /**
   * B(½, ½) = π, and B(n + ½, ½) = π · (2n choose n) / 4^n: after n wins E = (2n choose n) / 2^n.
   */
  @Test
  void wins_alone_give_the_central_binomial_coefficient() {
    assertThat(Math.exp(EProcess.logSign(0, 0))).isEqualTo(1);
    assertThat(Math.exp(EProcess.logSign(1, 0))).isCloseTo(1, within(1e-12));
    assertThat(Math.exp(EProcess.logSign(5, 0))).isCloseTo(252 / 32.0, within(1e-9));
    assertThat(Math.exp(EProcess.logSign(10, 0))).isCloseTo(184_756 / 1024.0, within(1e-9));
  }

  /** B(1½, 1½) = π/8, so one of each gives 4/8; it does not matter who is called the first. */
  @Test
  void a_win_and_a_loss_halve_the_evidence() {
    assertThat(Math.exp(EProcess.logSign(1, 1))).isCloseTo(0.5, within(1e-12));
    assertThat(EProcess.logSign(30, 12)).isCloseTo(EProcess.logSign(12, 30), within(1e-9));
  }

  /** A martingale: the mean of the two e-values one fair case later is the e-value now. */
  @Test
  void a_fair_case_changes_no_evidence_on_average() {
    for (int wins = 0; wins < 20; wins++) {
      double later = Math.exp(EProcess.logSign(wins + 1, 7)) + Math.exp(EProcess.logSign(wins, 8));
      assertThat(later / 2 / Math.exp(EProcess.logSign(wins, 7))).isCloseTo(1, within(1e-9));
    }
  }

  @Test
  void the_sign_test_watched_for_300_cases_cries_wolf_in_at_most_5_percent() {
    long alarms = IntStream.range(0, 5000).filter(_ -> signAlarm(0.5)).count();
    assertThat(alarms / 5000.0).isBetween(0.005, 0.05);
    assertThat(IntStream.range(0, 500).filter(_ -> signAlarm(0.7)).count()).isGreaterThan(490);
  }

  private boolean signAlarm(double rate) {
    int wins = 0;
    for (int n = 1; n <= 300; n++) {
      wins += random.nextDouble() < rate ? 1 : 0;
      if (EProcess.logSign(wins, n - wins) >= BEATEN) {
        return true;
      }
    }
    return false;
  }

  /**
   * Two cases by hand: the first bet √(2 ln 40 / (¼ ln 2)) is cut to ½ / ½ = 1, so a 1 against a
   * mean of ½ turns half the capital into ½ · 1½; the second bet is cut alike.
   */
  @Test
  void two_bets_follow_the_formula_by_hand() {
    BettingMean two = BettingMean.of(new double[] {1, 1}, 0, 1, 0.05);
    assertThat(Math.exp(two.logE(0.5))).isCloseTo(0.5 * 1.5 * 1.5, within(1e-12));
    assertThat(two.estimate().low()).isLessThan(0.5);
    assertThat(two.estimate().high()).isEqualTo(1);
  }

  /** The bound that is lost once is lost for good, and what lies outside is what was beaten. */
  @Test
  void the_sequence_never_widens_and_ends_where_evidence_reaches_twenty() {
    double[] scores = scores(400, () -> random.nextInt(5) / 4.0 < 0.5 ? 2 : 4);
    double low = 1;
    for (int n = 1; n <= scores.length; n++) {
      double now = BettingMean.of(Arrays.copyOf(scores, n), 1, 5, 0.05).estimate().low();
      assertThat(now).isGreaterThanOrEqualTo(low - 1e-9);
      low = now;
    }
    BettingMean all = BettingMean.of(scores, 1, 5, 0.05);
    assertThat(low).isBetween(2.5, 3.2);
    assertThat(all.logE(all.estimate().low())).isCloseTo(BEATEN, within(1e-6));
    assertThat(all.logE(all.estimate().high())).isCloseTo(BEATEN, within(1e-6));
  }

  /** The sequence after 400 cases holds what it held at every look before. */
  @Test
  void watched_means_are_lost_in_at_most_5_percent() {
    assertThat(lost(0.5, () -> random.nextInt(2))).isLessThanOrEqualTo(0.05);
    assertThat(lost(0.1, () -> random.nextInt(10) == 0 ? 1 : 0)).isLessThanOrEqualTo(0.05);
    assertThat(lost(0.5, random::nextDouble)).isLessThanOrEqualTo(0.05);
  }

  @Test
  void a_wrong_mean_is_found() {
    long found =
        IntStream.range(0, 300)
            .filter(_ -> logE(0.5, scores(400, () -> 0.2 + 0.8 * random.nextDouble())) >= BEATEN)
            .count();
    assertThat(found).isGreaterThan(285);
  }

  private double lost(double mean, DoubleSupplier score) {
    int trials = 3000;
    return IntStream.range(0, trials).filter(_ -> logE(mean, scores(400, score)) >= BEATEN).count()
        / (double) trials;
  }

  private static double logE(double mean, double[] scores) {
    return BettingMean.of(scores, 0, 1, 0.05).logE(mean);
  }

  private static double[] scores(int n, DoubleSupplier score) {
    double[] scores = new double[n];
    Arrays.setAll(scores, _ -> score.getAsDouble());
    return scores;
  }
}
