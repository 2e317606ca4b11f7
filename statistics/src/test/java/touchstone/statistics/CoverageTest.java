package touchstone.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How often intervals hold the truth, over 10,000 trials of a fixed seed. */
class CoverageTest {
  private static final int TRIALS = 10_000;
  private static final double TRUTH = 0.3;

  private final Random random = new Random(42);

  @Test
  void the_t_interval_holds_the_truth_in_95_percent() {
    assertThat(coverage(_ -> PairedComparison.of(normal(15)).estimate(0.95)))
        .isCloseTo(0.95, within(0.01));
  }

  @Test
  void the_clustered_interval_holds_the_truth_in_95_percent() {
    int[] clusters = IntStream.range(0, 90).map(i -> i / 3).toArray();
    assertThat(coverage(_ -> ClusteredMean.of(inClusters(clusters, 30), clusters).estimate(0.95)))
        .isCloseTo(0.95, within(0.01));
  }

  /** 256 flips: 12 of them at most reject, which is 1 − 12/256. */
  @Test
  void sign_flips_reach_exactly_what_eight_clusters_allow() {
    int[] clusters = IntStream.range(0, 16).map(i -> i / 2).toArray();
    assertThat(coverage(_ -> SignFlips.of(inClusters(clusters, 8), clusters).estimate(0.95)))
        .isCloseTo(1 - 12 / 256.0, within(0.007));
  }

  @Test
  void the_weighted_sum_holds_the_truth_in_95_percent() {
    assertThat(
            coverage(_ ->
                WeightedSum.of(
                        java.util.List.of(
                            PairedComparison.of(normal(12)), PairedComparison.of(normal(30))),
                        java.util.List.of(0.3, 0.7))
                    .estimate(0.95)))
        .isCloseTo(0.95, within(0.01));
  }

  @Test
  void order_statistics_hold_the_true_p95_in_at_least_95_percent() {
    double truth = TRUTH + 1.6448536;
    long held =
        IntStream.range(0, TRIALS)
            .mapToObj(_ -> Quantiles.of(normal(200)).estimate(0.95, 0.95))
            .filter(each -> each.low() <= truth && truth <= each.high())
            .count();
    assertThat((double) held / TRIALS).isBetween(0.945, 0.99);
  }

  private double coverage(Function<Integer, Estimate> trial) {
    long held =
        IntStream.range(0, TRIALS)
            .mapToObj(trial::apply)
            .filter(each -> each.low() <= TRUTH && TRUTH <= each.high())
            .count();
    return (double) held / TRIALS;
  }

  private double[] normal(int n) {
    double[] values = new double[n];
    Arrays.setAll(values, _ -> TRUTH + random.nextGaussian());
    return values;
  }

  /** Values that share half of their variance within a cluster. */
  private double[] inClusters(int[] clusters, int count) {
    double[] shared = new double[count];
    Arrays.setAll(shared, _ -> random.nextGaussian());
    return Arrays.stream(clusters)
        .mapToDouble(c -> TRUTH + shared[c] + random.nextGaussian())
        .toArray();
  }
}
