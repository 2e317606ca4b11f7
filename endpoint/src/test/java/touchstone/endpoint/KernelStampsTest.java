package touchstone.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Two clocks turned by hand: the wall clock may be set, the monotonic one only runs. */
class KernelStampsTest {
  private static final long SECOND = 1_000_000_000;

  private long nanos = 5 * SECOND;
  private long offset = 1_764_000_000L * SECOND;
  private long readingTakes = 20;

  private final KernelStamps stamps =
      new KernelStamps(
          () -> nanos += readingTakes,
          () -> {
            nanos += readingTakes;
            return nanos + offset;
          });

  @Test
  void anArrivalIsPutOnTheMonotonicClock() {
    long arrived = nanos;
    long stamp = nanos + offset;
    nanos += 3_000_000;
    assertThat(stamps.arrival(stamp)).isBetween(arrived - 50, arrived + 50);
    assertThat(stamps.counts().byKernel()).isEqualTo(1);
    assertThat(stamps.counts().doubtNanos()).isLessThan(100);
  }

  @Test
  void aMissingStampIsTheTimeOfTheRead() {
    assertThat(stamps.arrival(0)).isEqualTo(nanos);
    assertThat(stamps.counts().byRead()).isEqualTo(1);
  }

  @Test
  void aStampFromTheFutureIsTheTimeOfTheRead() {
    assertThat(stamps.arrival(nanos + offset + SECOND)).isEqualTo(nanos);
    assertThat(stamps.counts().byRead()).isEqualTo(1);
  }

  @Test
  void afterAStepTheTimeOfTheReadStandsInForASecond() {
    for (long step : new long[] {3600 * SECOND, -3600 * SECOND, 5_000_000, -5_000_000, 20_000}) {
      long before = nanos + offset;
      offset += step;
      nanos += 400_000;
      assertThat(stamps.arrival(before)).as("stamped before the step").isEqualTo(nanos);
      assertThat(stamps.arrival(nanos + offset)).as("stamped after the step").isEqualTo(nanos);
      nanos += SECOND;
      long arrived = nanos;
      nanos += 500_000;
      assertThat(stamps.arrival(arrived + offset)).isBetween(arrived - 50, arrived + 50);
    }
    assertThat(stamps.counts()).isEqualTo(new StampCounts(5, 10, 5, 20));
  }

  @Test
  void aReadingThatWasInterruptedIsNoStep() {
    readingTakes = 4_000_000;
    long arrived = nanos;
    assertThat(stamps.arrival(arrived + offset)).isBetween(arrived - 50, arrived + 50);
    assertThat(stamps.counts().clockSteps()).isZero();
    assertThat(stamps.counts().doubtNanos()).isLessThan(100);
  }

  @Test
  void aClockThatRunsOnForYearsIsNoStep() {
    nanos += 100_000 * 86_400L * SECOND / 1000;
    long arrived = nanos;
    assertThat(stamps.arrival(arrived + offset)).isBetween(arrived - 50, arrived + 50);
    assertThat(stamps.counts().clockSteps()).isZero();
  }
}
