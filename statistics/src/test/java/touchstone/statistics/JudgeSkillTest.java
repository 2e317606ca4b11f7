package touchstone.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A balance of wins corrected for the errors of the judge that counted them. */
class JudgeSkillTest {
  private static final int TRIALS = 10_000;
  private static final int PAIRS = 32;

  private final Random random = new Random(20261125);

  /** A judge of known error counts cases of known balance after a trial of 32 pairs. */
  @ParameterizedTest
  @CsvSource({
    // better, worse, named, reversed, cases
    "0.65, 0.15, 0.85, 0.05, 66",
    "0.35, 0.35, 0.85, 0.05, 66",
    "0.20, 0.60, 0.75, 0.02, 30",
    "0.30, 0.10, 0.97, 0.00, 120",
  })
  void theIntervalHoldsTheTruth(
      double better, double worse, double named, double reversed, int cases) {
    int held = 0;
    int bare = 0;
    double sum = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      JudgeSkill skill = tried(named, reversed);
      double[] verdicts = verdicts(better, worse, named, reversed, cases);
      Estimate estimate = skill.corrected(verdicts, alone(cases)).estimate(0.95);
      Estimate uncorrected = ClusteredMean.of(verdicts, alone(cases)).estimate(0.95);
      held += holds(estimate, better - worse) ? 1 : 0;
      bare += holds(uncorrected, better - worse) ? 1 : 0;
      sum += estimate.value();
    }
    assertThat(held / (double) TRIALS).isBetween(0.94, 0.985);
    assertThat(sum / TRIALS).isCloseTo(better - worse, within(0.04));
    if (Math.abs(better - worse) > 0.3) {
      assertThat(bare / (double) TRIALS).as("without correction").isLessThan(0.9);
    }
  }

  @Test
  void casesOfOneFormCountTogether() {
    double[] verdicts = new double[60];
    Arrays.setAll(verdicts, i -> i / 3 % 2 == 0 ? 1 : 0);
    int[] inThrees = IntStream.range(0, 60).map(i -> i / 3).toArray();
    JudgeSkill skill = new JudgeSkill(30, 1, PAIRS);
    assertThat(skill.corrected(verdicts, inThrees).standardError())
        .isGreaterThan(1.4 * skill.corrected(verdicts, alone(60)).standardError());
  }

  @Test
  void aPerfectTrialLeavesDoubtAndSoDoVerdictsThatAllAgree() {
    JudgeSkill perfect = new JudgeSkill(PAIRS, 0, PAIRS);
    assertThat(perfect.attenuation()).isCloseTo(32.0 / 34, within(1e-12));
    double[] all = new double[20];
    Arrays.fill(all, 1);
    TInference corrected = perfect.corrected(all, alone(20));
    assertThat(corrected.standardError()).isGreaterThan(0.05);
    double[] ties = new double[20];
    assertThat(perfect.corrected(ties, alone(20)).estimate(0.95).high()).isBetween(0.05, 0.3);
  }

  @Test
  void aWorseJudgeWidensTheInterval() {
    double[] verdicts = {1, 1, 0, 1, -1, 1, 0, 1, 1, 0, 1, 1};
    double good = new JudgeSkill(31, 0, PAIRS).corrected(verdicts, alone(12)).standardError();
    double poor = new JudgeSkill(23, 4, PAIRS).corrected(verdicts, alone(12)).standardError();
    assertThat(poor).isGreaterThan(1.4 * good);
  }

  @Test
  void aJudgeThatIsWrongAsOftenAsRightCorrectsNothing() {
    assertThatThrownBy(() -> new JudgeSkill(8, 8, PAIRS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("8 right and 8 reversed of 32");
  }

  private JudgeSkill tried(double named, double reversed) {
    int right = 0;
    int wrong = 0;
    for (int i = 0; i < PAIRS; i++) {
      double drawn = verdict(1, named, reversed);
      right += drawn > 0 ? 1 : 0;
      wrong += drawn < 0 ? 1 : 0;
    }
    return new JudgeSkill(right, wrong, PAIRS);
  }

  private double[] verdicts(double better, double worse, double named, double reversed, int cases) {
    double[] verdicts = new double[cases];
    Arrays.setAll(
        verdicts,
        _ -> {
          double draw = random.nextDouble();
          int truth = draw < better ? 1 : draw < better + worse ? -1 : 0;
          return truth == 0 ? 0 : verdict(truth, named, reversed);
        });
    return verdicts;
  }

  private double verdict(int truth, double named, double reversed) {
    double draw = random.nextDouble();
    return draw < named ? truth : draw < named + reversed ? -truth : 0;
  }

  private static boolean holds(Estimate estimate, double truth) {
    return estimate.low() <= truth && truth <= estimate.high();
  }

  private static int[] alone(int cases) {
    return IntStream.range(0, cases).toArray();
  }
}
