package touchstone.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Figures that others have published. */
class PublishedVectorsTest {
  private static final Offset<Double> SIX = within(1e-6);

  /** Hours of sleep gained by ten patients under two drugs (Student 1908; R's data set sleep). */
  private static final double[] FIRST = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};

  private static final double[] SECOND = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};

  @ParameterizedTest
  @CsvSource({"1, 12.7062047", "4, 2.7764451", "9, 2.2621572", "30, 2.0422725", "120, 1.9799304"})
  void quantiles_of_t_agree_with_the_table(double freedom, double expected) {
    assertThat(StudentT.quantile(0.975, freedom)).isCloseTo(expected, SIX);
    assertThat(StudentT.twoSided(expected, freedom)).isCloseTo(0.05, within(1e-7));
  }

  @Test
  void quantiles_of_the_normal_agree_with_the_table() {
    assertThat(StudentT.normalQuantile(0.975)).isCloseTo(1.959963985, SIX);
    assertThat(StudentT.normalCumulative(1.6448536)).isCloseTo(0.95, SIX);
  }

  /** R: t.test(extra ~ group, data = sleep, paired = TRUE). */
  @Test
  void paired_t_agrees_with_students_sleep_data() {
    TInference mean = PairedComparison.of(FIRST, SECOND);
    assertThat(mean.value()).isCloseTo(-1.58, SIX);
    assertThat(mean.value() / mean.standardError()).isCloseTo(-4.0621277, SIX);
    assertThat(mean.pValue(0)).isCloseTo(0.00283289, SIX);
    assertThat(mean.estimate(0.95).low()).isCloseTo(-2.4598858, SIX);
    assertThat(mean.estimate(0.95).high()).isCloseTo(-0.7001142, SIX);
  }

  /** R: t.test(extra ~ group, data = sleep), Welch. */
  @Test
  void a_difference_of_independent_means_agrees_with_welch() {
    TInference sum =
        WeightedSum.of(
            List.of(PairedComparison.of(FIRST), PairedComparison.of(SECOND)), List.of(1.0, -1.0));
    assertThat(sum.degreesOfFreedom()).isCloseTo(17.776473, within(1e-5));
    assertThat(sum.pValue(0)).isCloseTo(0.07939414, SIX);
    assertThat(sum.estimate(0.95).low()).isCloseTo(-3.3654832, SIX);
    assertThat(sum.estimate(0.95).high()).isCloseTo(0.2054832, SIX);
  }

  /** Darwin's maize: Fisher (1935, § 21) counts 863 of 32,768 arrangements on one side. */
  @Test
  void sign_flips_agree_with_fisher_on_darwins_maize() {
    double[] maize = {49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48};
    SignFlips flips = SignFlips.of(maize, IntStream.range(0, 15).toArray());
    assertThat(flips.pValue(0)).isEqualTo(2 * 863 / 32_768.0);
    assertThat(flips.estimate(0.95).low()).isNegative();
    assertThat(flips.estimate(0.94).low()).isPositive();
  }

  @Test
  void five_clusters_cannot_go_below_one_in_sixteen() {
    SignFlips flips = SignFlips.of(new double[] {1, 2, 3, 4, 5}, new int[] {0, 1, 2, 3, 4});
    assertThat(flips.pValue(0)).isEqualTo(0.0625);
    assertThat(flips.estimate(0.95).low()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(flips.estimate(0.9).low()).isEqualTo(1);
    assertThat(flips.estimate(0.9).high()).isEqualTo(5);
  }

  /** Newcombe, Statistics in Medicine 1998, table I; the last two from facts/evaluation.md. */
  @ParameterizedTest
  @CsvSource({
    "81, 263, 0.2553, 0.3662",
    "15, 148, 0.0624, 0.1605",
    "0, 20, 0.0000, 0.1611",
    "1, 29, 0.0061, 0.1718",
    "17, 20, 0.640, 0.948",
    "5, 5, 0.566, 1.000"
  })
  void wilson_agrees_with_newcombe(int successes, int n, double low, double high) {
    Estimate rate = WilsonInterval.of(successes, n, 0.95);
    assertThat(rate.low()).isCloseTo(low, within(6e-4));
    assertThat(rate.high()).isCloseTo(high, within(6e-4));
  }

  /** R: binom.test. */
  @ParameterizedTest
  @CsvSource({"0, 0, 1", "5, 0, 0.0625", "2, 10, 0.03857422", "8, 8, 1", "3, 12, 0.03515625"})
  void mcnemar_is_the_exact_sign_test(int first, int second, double p) {
    assertThat(McNemar.pValue(first, second)).isCloseTo(p, SIX);
    assertThat(McNemar.pValue(second, first)).isCloseTo(p, SIX);
  }

  /** R: p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm"). */
  @Test
  void holm_adjusts_as_r_does() {
    assertThat(Holm.adjust(new double[] {0.01, 0.04, 0.03, 0.005}))
        .containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, SIX);
    assertThat(Holm.levels(new double[] {0.01, 0.04, 0.03, 0.005}, 0.05))
        .containsExactly(new double[] {0.05 / 3, 0.025, 0.025, 0.0125}, SIX);
    assertThat(Holm.levels(new double[] {0.001, 0.001}, 0.05))
        .containsExactly(new double[] {0.025, 0.05}, SIX);
    assertThat(Holm.adjust(new double[0])).isEmpty();
  }

  /** facts/evaluation.md, there rounded to the nearest case. */
  @ParameterizedTest
  @CsvSource({"0.2, 196", "0.3, 87", "0.5, 31"})
  void cases_to_tell_a_difference_from_zero(double difference, int expected) {
    assertThat(new Power(1, 0.05, 0.8).toDetect(difference).getAsInt() - expected).isBetween(0, 1);
  }

  @ParameterizedTest
  @CsvSource({"0.2, 263", "0.3, 117"})
  void cases_to_show_equivalence_at_a_true_tie(double margin, int expected) {
    assertThat(new Power(1, 0.05, 0.8).toShowEquivalence(0, margin)).hasValue(expected);
  }

  @Test
  void cases_to_exceed_a_margin() {
    assertThat(new Power(1, 0.05, 0.95).toExceed(0.5, 0.2)).hasValue(145);
    assertThat(new Power(1, 0.05, 0.95).toDecide(-0.5, 0.2)).hasValue(145);
    assertThat(new Power(1, 0.05, 0.8).toDecide(0.2, 0.2)).isEmpty();
  }

  /** R: quantile(1:10, c(.25, .5, .95)). */
  @Test
  void quantiles_are_of_type_seven() {
    Quantiles ten = Quantiles.of(DoubleStream.iterate(10, i -> i - 1).limit(10).toArray());
    assertThat(ten.at(0.25)).isEqualTo(3.25);
    assertThat(ten.at(0.5)).isEqualTo(5.5);
    assertThat(ten.at(0.95)).isCloseTo(9.55, SIX);
    assertThat(ten.at(1)).isEqualTo(10);
  }

  /** Conover, Practical Nonparametric Statistics: the median of 10 and of 20. */
  @ParameterizedTest
  @CsvSource({"10, 2, 9", "20, 6, 15", "5, -Infinity, Infinity"})
  void order_statistics_bound_the_median(int n, double low, double high) {
    Estimate median =
        Quantiles.of(IntStream.rangeClosed(1, n).asDoubleStream().toArray()).estimate(0.5, 0.95);
    assertThat(median.low()).isEqualTo(low);
    assertThat(median.high()).isEqualTo(high);
  }

  /** Efron and Tibshirani 1993, table 2.1: seven treated mice, plug-in error of the mean 23.36. */
  @Test
  void the_bootstrap_agrees_with_efron_on_the_mice_and_repeats_itself() {
    double[] mice = {94, 197, 16, 38, 99, 141, 23};
    Bootstrap bootstrap = new Bootstrap(7, 4000);
    double error =
        bootstrap.standardError(
            7, drawn -> IntStream.of(drawn).mapToDouble(i -> mice[i]).sum() / 7);
    assertThat(error).isCloseTo(23.36, within(0.8));
    assertThat(
            bootstrap.standardError(
                7, drawn -> IntStream.of(drawn).mapToDouble(i -> mice[i]).sum() / 7))
        .isEqualTo(error);
  }

  @Test
  void clusters_follow_the_formula_by_hand() {
    TInference mean = ClusteredMean.of(new double[] {1, 2, 3, 5}, new int[] {0, 0, 1, 1});
    assertThat(mean.value()).isEqualTo(2.75);
    assertThat(mean.standardError()).isCloseTo(1.25, SIX);
    assertThat(mean.degreesOfFreedom()).isEqualTo(1);
  }

  @Test
  void one_cluster_bounds_nothing() {
    Inference one = ClusteredMean.ofDifferences(new double[] {1, 1}, new int[] {0, 0});
    assertThat(one.pValue(-3)).isEqualTo(1);
    assertThat(one.estimate(0.95).high()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(one.orWider(TInference.exactly(1, 2, "x")).estimate(0.95).low())
        .isEqualTo(Double.NEGATIVE_INFINITY);
  }
}
