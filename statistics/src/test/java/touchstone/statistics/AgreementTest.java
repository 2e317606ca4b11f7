package touchstone.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Judges and people against each other. */
class AgreementTest {
  /** By hand: 35 of 50 agree, chance is .5 · .6 + .5 · .4 = .5, so kappa is .2 / .5. */
  @Test
  void kappa_is_the_share_of_what_chance_left() {
    TInference kappa = CohensKappa.of(new int[][] {{20, 5}, {10, 15}}).orElseThrow();
    assertThat(kappa.value()).isCloseTo(0.4, within(1e-12));
    assertThat(kappa.n()).isEqualTo(50);
  }

  /**
   * With even margins kappa is 2p − 1, and so its error twice that of a rate: 2·√(.8 · .2 / 100).
   */
  @Test
  void the_error_of_an_even_table_is_twice_that_of_a_rate() {
    TInference kappa = CohensKappa.of(new int[][] {{40, 10}, {10, 40}}).orElseThrow();
    assertThat(kappa.value()).isCloseTo(0.6, within(1e-12));
    assertThat(kappa.standardError()).isCloseTo(0.08, within(1e-12));
  }

  @Test
  void one_category_throughout_says_nothing() {
    assertThat(CohensKappa.of(new int[][] {{9, 0}, {0, 0}})).isEmpty();
    assertThat(CohensKappa.of(new int[][] {{9, 0}, {0, 3}}).orElseThrow().value()).isEqualTo(1);
  }

  /** By hand: 3 − 1, variances 1/3 and 1/3 (three values a step apart, twice). */
  @Test
  void the_correction_moves_the_mean_and_adds_its_variance() {
    double[] judge = {3, 4, 5};
    double[] human = {3, 3, 3};
    TInference mean = PredictionPoweredMean.of(new double[] {2, 3, 4}, judge, human);
    assertThat(mean.value()).isCloseTo(2, within(1e-12));
    assertThat(mean.standardError()).isCloseTo(Math.sqrt(2 / 3.0), within(1e-12));
  }

  /** A judge half a point too kind, 200 cases judged and 40 rated. */
  @Test
  void the_corrected_interval_holds_the_truth_in_95_percent() {
    Random random = new Random(42);
    int held = 0;
    for (int trial = 0; trial < 10_000; trial++) {
      double[] human = new double[40];
      Arrays.setAll(human, _ -> 3 + random.nextGaussian());
      double[] judge = Arrays.stream(human).map(h -> h + 0.5 + random.nextGaussian()).toArray();
      double[] judged = new double[200];
      Arrays.setAll(judged, _ -> 3.5 + Math.sqrt(2) * random.nextGaussian());
      Estimate mean = PredictionPoweredMean.of(judged, judge, human).estimate(0.95);
      held += mean.low() <= 3 && 3 <= mean.high() ? 1 : 0;
    }
    assertThat(held / 10_000.0).isCloseTo(0.95, within(0.01));
  }
}
