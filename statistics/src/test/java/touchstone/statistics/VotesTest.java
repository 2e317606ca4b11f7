package touchstone.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a few votes, drawn with unequal chances, say of all. */
class VotesTest {
  private static final int TRIALS = 10_000;
  private static final int CASES = 200;
  private static final int VOTES = 40;
  private static final double TRUTH = 0.15;

  /** Ten subjects, fourteen raters, five categories: a worked example that is often copied. */
  @Test
  void fleiss_kappa_agrees_with_a_worked_example() {
    int[][] counts = {
      {0, 0, 0, 0, 14}, {0, 2, 6, 4, 2}, {0, 0, 3, 5, 6}, {0, 3, 9, 2, 0}, {2, 2, 8, 1, 1},
      {7, 7, 0, 0, 0}, {3, 2, 6, 3, 0}, {2, 5, 3, 2, 2}, {6, 5, 2, 1, 0}, {0, 2, 2, 3, 7}
    };
    TInference kappa = FleissKappa.of(counts).orElseThrow();
    assertThat(kappa.value()).isCloseTo(0.210, within(0.0005));
    assertThat(kappa.n()).isEqualTo(10);
    assertThat(FleissKappa.of(new int[][] {{2, 0}, {2, 0}})).isEmpty();
    assertThat(FleissKappa.of(new int[][] {{1, 0}, {0, 1}})).isEmpty();
    assertThat(FleissKappa.of(new int[][] {{2, 0}, {0, 2}, {1, 0}}).orElseThrow().value())
        .isEqualTo(1);
  }

  @Test
  void every_one_is_drawn_as_often_as_its_chance_says() {
    double[] weights = IntStream.range(0, 20).mapToDouble(i -> i == 0 ? 50 : 1 + i % 3).toArray();
    double[] chances = UnequalDraw.probabilities(weights, 6);
    assertThat(chances[0]).isEqualTo(1);
    assertThat(Arrays.stream(chances).sum()).isCloseTo(6, within(1e-9));
    Random random = new Random(5);
    double[] seen = new double[20];
    for (int t = 0; t < TRIALS; t++) {
      List<Integer> drawn = UnequalDraw.drawn(chances, random);
      assertThat(drawn).hasSize(6).doesNotHaveDuplicates();
      drawn.forEach(i -> seen[i] += 1.0 / TRIALS);
    }
    for (int i = 0; i < 20; i++) {
      assertThat(seen[i]).isCloseTo(chances[i], within(0.02));
    }
    assertThat(UnequalDraw.probabilities(new double[] {1, 2}, 5)).containsExactly(1, 1);
  }

  /** People's verdicts of a population, a judge that errs with a bias, and a draw that prefers. */
  private static final class World {
    private final double[] human = new double[CASES];
    private final double[] judge = new double[CASES];
    private final double[] weights = new double[CASES];
    private final double[] chances;

    World(Random random) {
      for (int i = 0; i < CASES; i++) {
        double draw = random.nextDouble();
        human[i] = draw < 0.45 ? 1 : draw < 0.75 ? -1 : 0;
        judge[i] = random.nextDouble() < 0.6 ? human[i] : random.nextDouble() < 0.7 ? 1 : 0;
        weights[i] = judge[i] == 0 ? 1 : 0.5;
      }
      chances = UnequalDraw.probabilities(weights, VOTES);
    }
  }

  @Test
  void the_corrected_mean_and_peoples_own_hold_the_truth_in_95_percent() {
    Random random = new Random(11);
    int[] all = IntStream.range(0, CASES).toArray();
    int corrected = 0;
    int own = 0;
    double bias = 0;
    double judged = 0;
    for (int t = 0; t < TRIALS; t++) {
      World world = new World(random);
      List<Integer> drawn = UnequalDraw.drawn(world.chances, random);
      double[] human = new double[CASES];
      Arrays.fill(human, Double.NaN);
      drawn.forEach(i -> human[i] = world.human[i]);
      TInference mean = PredictionPoweredMean.weighted(world.judge, human, world.chances, all);
      corrected += holds(mean, TRUTH) ? 1 : 0;
      own += holds(people(world, drawn), TRUTH) ? 1 : 0;
      bias += (mean.value() - TRUTH) / TRIALS;
      judged += (ClusteredMean.mean(world.judge) - TRUTH) / TRIALS;
    }
    assertThat(judged).isGreaterThan(0.15);
    assertThat(bias).isCloseTo(0, within(0.01));
    assertThat((double) corrected / TRIALS).isBetween(0.935, 0.965);
    assertThat((double) own / TRIALS).isBetween(0.935, 0.965);
  }

  private static TInference people(World world, List<Integer> drawn) {
    double[] votes = drawn.stream().mapToDouble(i -> world.human[i]).toArray();
    double[] chances = drawn.stream().mapToDouble(i -> world.chances[i]).toArray();
    return WeightedMean.of(votes, chances, IntStream.range(0, drawn.size()).toArray());
  }

  private static boolean holds(TInference mean, double truth) {
    Estimate estimate = mean.estimate(0.95);
    return estimate.low() <= truth && truth <= estimate.high();
  }

  @Test
  void equal_chances_give_the_ordinary_mean_and_too_few_votes_are_refused() {
    double[] values = {1, 0, -1, 1};
    double[] half = {0.5, 0.5, 0.5, 0.5};
    int[] clusters = {0, 1, 2, 3};
    TInference mean = WeightedMean.of(values, half, clusters);
    TInference plain = ClusteredMean.of(values, clusters);
    assertThat(mean.value()).isEqualTo(plain.value());
    assertThat(mean.standardError()).isCloseTo(plain.standardError(), within(1e-12));
    double[] none = {1, Double.NaN, Double.NaN, Double.NaN};
    assertThatThrownBy(() -> PredictionPoweredMean.weighted(values, none, half, clusters))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 clusters");
  }
}
