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
   * Four cases of 1 against a mean of ½ double what is staked on each: half of the capital, a
   * quarter of it at each share s, becomes {@code Σ (1 + s)⁴ / 8} = 3.5502.
   */
  @Test
  void four_bets_follow_the_formula_by_hand() {
    BettingMean four = BettingMean.of(new double[] {1, 1, 1, 1}, 0, 1);
    assertThat(four.pValueAtMost(0.5)).isCloseTo(1 / 3.550_215, within(1e-6));
    assertThat(four.pValueAtLeast(0.5)).isEqualTo(1);
    assertThat(four.pValue(0.5)).isEqualTo(four.pValueAtMost(0.5));
    assertThat(four.estimate(0.95).low()).isLessThan(0.5);
    assertThat(four.estimate(0.95).high()).isCloseTo(1, within(1e-9));
  }

  @Test
  void means_beyond_the_bounds_are_ruled_out_and_the_bounds_themselves_by_any_other_value() {
    BettingMean three = BettingMean.of(new double[] {1, 1, 2}, 1, 5);
    assertThat(three.pValueAtMost(0.9)).isZero();
    assertThat(three.pValueAtMost(1)).isZero();
    assertThat(three.pValueAtLeast(1)).isEqualTo(1);
    assertThat(three.pValueAtLeast(5)).isZero();
    assertThat(BettingMean.of(new double[] {1, 1}, 1, 5).pValueAtMost(1)).isEqualTo(1);
  }

  /** The bound that is lost once is lost for good, and what lies outside is what was beaten. */
  @Test
  void the_sequence_never_widens_and_ends_where_evidence_reaches_its_level() {
    double[] scores = scores(400, () -> random.nextInt(5) / 4.0 < 0.5 ? 2 : 4);
    double low = 1;
    for (int n = 1; n <= scores.length; n++) {
      double now = BettingMean.of(Arrays.copyOf(scores, n), 1, 5).estimate(0.95).low();
      assertThat(now).isGreaterThanOrEqualTo(low - 1e-9);
      low = now;
    }
    BettingMean all = BettingMean.of(scores, 1, 5);
    assertThat(low).isBetween(2.5, 3.2);
    assertThat(all.pValueAtMost(low)).isCloseTo(0.05, within(1e-6));
    assertThat(all.pValueAtLeast(all.estimate(0.95).high())).isCloseTo(0.05, within(1e-6));
  }

  /** The sequence after 400 cases holds what it held at every look before. */
  @Test
  void watched_means_are_lost_in_at_most_5_percent() {
    assertThat(lost(0.5, () -> random.nextInt(2))).isLessThanOrEqualTo(0.05);
    assertThat(lost(0.1, () -> random.nextInt(10) == 0 ? 1 : 0)).isLessThanOrEqualTo(0.05);
    assertThat(lost(0.5, random::nextDouble)).isLessThanOrEqualTo(0.05);
  }

  /** Kinds of cases that take turns, an easy one and a hard one: only their average is ½. */
  @Test
  void kinds_of_cases_that_take_turns_are_no_false_alarm() {
    int[] turn = {0};
    assertThat(lost(0.5, () -> random.nextDouble() < (turn[0]++ % 2 == 0 ? 0.1 : 0.9) ? 1 : 0))
        .isLessThanOrEqualTo(0.05);
  }

  @Test
  void a_wrong_mean_is_found() {
    long found =
        IntStream.range(0, 300)
            .filter(_ -> beaten(0.5, scores(400, () -> 0.2 + 0.8 * random.nextDouble())))
            .count();
    assertThat(found).isGreaterThan(285);
  }

  private double lost(double mean, DoubleSupplier score) {
    int trials = 3000;
    return IntStream.range(0, trials).filter(_ -> beaten(mean, scores(400, score))).count()
        / (double) trials;
  }

  private static boolean beaten(double mean, double[] scores) {
    return BettingMean.of(scores, 0, 1).pValue(mean) <= 0.05;
  }

  /** The same sixty cases again and again. */
  @Test
  void cases_to_decide_are_about_those_after_which_it_is_decided() {
    BettingMean seen = BettingMean.of(scores(60, gauss(0.5)), -4, 4);
    int needed = seen.casesToDecide(0.2, 0.95, 0.5).orElseThrow();
    double[] more = new double[1000];
    Arrays.setAll(more, i -> seen.values()[i % 60]);
    int decided = 1;
    while (BettingMean.of(Arrays.copyOf(more, decided), -4, 4).pValueAtMost(0.2) > 0.05) {
      decided++;
    }
    assertThat(needed / (double) decided).isBetween(0.8, 1.6);
  }

  /** n = 2, S = 4, V = 10, c² = 4: √(4/6) / (1 − 16/60) = 1.113404. */
  @Test
  void the_anytime_t_follows_the_formula_by_hand() {
    AnytimeT two = AnytimeT.of(new double[] {1, 3}, 0, 2);
    assertThat(two.pValueAtMost(0)).isCloseTo(1 / 1.113_404, within(1e-6));
    assertThat(two.pValueAtLeast(0)).isEqualTo(1);
    assertThat(two.estimate(0.95).low()).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void the_anytime_t_ends_where_evidence_reaches_its_level_and_keeps_it_when_watched() {
    AnytimeT some = AnytimeT.of(scores(80, gauss(0.5)), 0, 240);
    assertThat(some.n()).isEqualTo(240);
    assertThat(some.pValueAtMost(some.estimate(0.95).low())).isCloseTo(0.05, within(1e-6));
    assertThat(some.pValueAtLeast(some.estimate(0.95).high())).isCloseTo(0.05, within(1e-6));
    int trials = 3000;
    long lost =
        IntStream.range(0, trials)
            .filter(_ -> AnytimeT.of(scores(200, gauss(0)), 0, 200).pValue(0) <= 0.05)
            .count();
    assertThat(lost / (double) trials).isBetween(0.005, 0.05);
  }

  /** A handful of ties proves nothing where the least spread says so. */
  @Test
  void equal_values_are_no_certainty() {
    AnytimeT ties = AnytimeT.of(new double[8], 2, 8);
    assertThat(ties.estimate(0.95).high()).isGreaterThan(0.5);
    assertThat(ties.casesToDecide(0.2, 0.95, 0.8).orElseThrow()).isGreaterThan(8);
  }

  @Test
  void a_sum_halves_the_error_and_costs_nothing_where_one_part_is_exact() {
    AnytimeT one = AnytimeT.of(scores(50, gauss(1)), 0, 50);
    Inference known = BonferroniSum.of(one, TInference.exactly(2, 1, "price"));
    assertThat(known.estimate(0.95).low()).isCloseTo(2 + one.estimate(0.95).low(), within(1e-9));
    assertThat(known.pValueAtMost(2.5)).isCloseTo(one.pValueAtMost(0.5), within(1e-6));
    Inference timed = new TInference(2, 0.1, 30, 40, "t");
    Inference sum = BonferroniSum.of(one, timed);
    assertThat(sum.estimate(0.95).low())
        .isCloseTo(one.estimate(0.975).low() + timed.estimate(0.975).low(), within(1e-9));
    double low = sum.estimate(0.95).low();
    assertThat(sum.pValueAtMost(low)).isCloseTo(0.05, within(1e-4));
    assertThat(sum.pValueAtMost(sum.value() + 1)).isEqualTo(1);
  }

  /**
   * Differences of sd 1, margin 0.2, at most 400 cases, both directions, a look after every case;
   * {@code bench/stopping.sh} does the same 10,000 times. A fixed size needs 144 cases to show with
   * 95 % power that a true 0.5 exceeds 0.2.
   */
  @Test
  void a_true_half_point_is_found_early_and_equal_ones_are_called_equivalent() {
    int trials = 400;
    int found = 0;
    double cases = 0;
    int equivalent = 0;
    for (int i = 0; i < trials; i++) {
      double[] better = scores(400, gauss(0.5));
      int n = first(better);
      found += n <= 400 ? 1 : 0;
      cases += Math.min(n, 400);
      BettingMean equal = BettingMean.of(scores(400, gauss(0)), -4, 4);
      assertThat(Math.min(equal.pValueAtMost(0.2), equal.pValueAtLeast(-0.2))).isGreaterThan(0.001);
      double p = Math.max(equal.pValueAtLeast(0.2), equal.pValueAtMost(-0.2));
      equivalent += p <= 0.05 ? 1 : 0;
    }
    assertThat(found / (double) trials).isGreaterThanOrEqualTo(0.95);
    assertThat(cases / trials).isLessThanOrEqualTo(0.85 * 144);
    assertThat(equivalent / (double) trials).isGreaterThan(0.6);
  }

  /** The first number of cases at which the whole interval lies above the margin. */
  private static int first(double[] values) {
    int undecided = 0;
    int decided = values.length + 1;
    while (decided - undecided > 1) {
      int middle = (undecided + decided) / 2;
      double p = BettingMean.of(Arrays.copyOf(values, middle), -4, 4).pValueAtMost(0.2);
      if (p <= 0.05) {
        decided = middle;
      } else {
        undecided = middle;
      }
    }
    return decided;
  }

  private DoubleSupplier gauss(double mean) {
    return () -> Math.clamp(mean + random.nextGaussian(), -4, 4);
  }

  private static double[] scores(int n, DoubleSupplier score) {
    double[] scores = new double[n];
    Arrays.setAll(scores, _ -> score.getAsDouble());
    return scores;
  }
}
