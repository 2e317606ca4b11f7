package touchstone.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FireTimesTest {
  @Test
  void aConstantRateNeverDrifts() {
    assertThat(FireTimes.constant(3).limit(4))
        .containsExactly(0L, 333333333L, 666666667L, 1000000000L);
    assertThat(FireTimes.constant(3).skip(3_000_000).findFirst()).hasValue(1_000_000_000_000_000L);
  }

  @Test
  void poissonGapsAreExponentialByKolmogorovAndSmirnov() {
    int n = 20_000;
    long[] times = FireTimes.poisson(50, new Random(7)).limit(n).toArray();
    double[] gaps = new double[n];
    for (int i = 0; i < n; i++) {
      gaps[i] = (times[i] - (i == 0 ? 0 : times[i - 1])) / 1e9;
    }
    Arrays.sort(gaps);
    double distance = 0;
    for (int i = 0; i < n; i++) {
      double expected = 1 - Math.exp(-50 * gaps[i]);
      distance = Math.max(distance, Math.abs(expected - (i + 0.5) / n) + 0.5 / n);
    }
    assertThat(distance).isLessThan(1.36 / Math.sqrt(n));
  }

  @Test
  void aRateMustBePositive() {
    assertThatThrownBy(() -> FireTimes.constant(0)).hasMessageContaining("0.0 requests a second");
  }
}
