package touchstone.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ZeroCrossingTest {
  @Test
  void anExactLineCrossesWhereItShould() {
    ZeroCrossing line =
        ZeroCrossing.of(new double[] {1, 2, 4}, new double[] {-2, -1, 1}, 1e-9, 0.95);
    assertThat(line.value()).isCloseTo(3, within(1e-12));
    assertThat(line.slope()).isCloseTo(1, within(1e-12));
    assertThat(line.low()).isLessThan(3).isCloseTo(3, within(1e-6));
    assertThat(line.high()).isGreaterThan(3).isCloseTo(3, within(1e-6));
  }

  @Test
  void aFlatLineBoundsNothing() {
    ZeroCrossing line =
        ZeroCrossing.of(new double[] {1, 2, 3}, new double[] {1, -1, 1}, 1e-9, 0.95);
    assertThat(line.value()).isNaN();
    assertThat(line.low()).isInfinite();
    assertThat(line.high()).isInfinite();
  }

  @Test
  void repeatsTellNoiseFromBending() {
    double[] x = {0, 0, 1, 1, 2, 2};
    assertThat(ZeroCrossing.of(x, new double[] {0, 0.1, 1, 1.1, 2, 2.1}, 1e-9, 0.95).straight())
        .isTrue();
    ZeroCrossing bent = ZeroCrossing.of(x, new double[] {0, 0.1, 0, 0.1, 2, 2.1}, 1e-9, 0.95);
    assertThat(bent.straight()).isFalse();
    assertThat(bent.repeats()).isEqualTo(3);
  }

  @Test
  void theIntervalCoversAsOftenAsItSays() {
    Random random = new Random(4);
    int covered = 0;
    int runs = 4000;
    for (int run = 0; run < runs; run++) {
      double[] x = {-2, -1, 0, 1, 2, 0};
      double[] y = new double[x.length];
      for (int i = 0; i < x.length; i++) {
        y[i] = 0.6 * (x[i] - 0.3) + 0.2 * random.nextGaussian();
      }
      ZeroCrossing line = ZeroCrossing.of(x, y, 1e-9, 0.95);
      covered += line.low() <= 0.3 && 0.3 <= line.high() ? 1 : 0;
    }
    assertThat((double) covered / runs).isBetween(0.94, 0.965);
  }
}
