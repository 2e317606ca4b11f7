package touchstone.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Random sequences of wishes, crashes and failures; a failing one names its seed. */
class RandomLivesTest {
  private static final boolean SOAK = Boolean.getBoolean("touchstone.soak");
  private static final int SEQUENCES = SOAK ? 1000 : 100;
  private static final int STEPS = 120;

  @Test
  void noStateIsLostAndNothingRunsUnpaidOrAfterItsLease() {
    if (!SOAK) {
      System.out.println(
          "RandomLivesTest: 100 sequences; the 1,000 of profile soak were skipped (mvn -Psoak)");
    }
    Tally tally = new Tally();
    for (long seed = 1; seed <= SEQUENCES; seed++) {
      RandomLife life = new RandomLife(seed);
      for (int i = 0; i < STEPS; i++) {
        life.step();
      }
      life.settle();
      tally.add(life);
    }
    // a generator that never gets anywhere would prove nothing
    assertThat(tally.crashes).isGreaterThan(SEQUENCES);
    assertThat(tally.engineDeaths).isGreaterThan(SEQUENCES / 2);
    assertThat(tally.readies).isGreaterThan(SEQUENCES / 2);
    assertThat(tally.refusals).isGreaterThan(SEQUENCES / 10);
    assertThat(tally.guardEnds).isPositive();
    assertThat(tally.warnings).isPositive();
    assertThat(tally.reminders).isGreaterThan(SEQUENCES / 4);
  }

  private static final class Tally {
    private int crashes;
    private int engineDeaths;
    private int readies;
    private int refusals;
    private int guardEnds;
    private int warnings;
    private int reminders;

    void add(RandomLife life) {
      crashes += life.crashes;
      engineDeaths += life.world.deaths;
      readies += life.readies;
      refusals += life.world.refusals;
      guardEnds += life.world.guardEnds;
      warnings += life.warnings;
      reminders += life.reminders;
    }
  }
}
