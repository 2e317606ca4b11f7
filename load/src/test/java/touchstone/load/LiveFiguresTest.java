package touchstone.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LiveFiguresTest {
  private final LiveFigures live = new LiveFigures();

  @Test
  void nothingIsSeenBeforeARequestThatCounts() {
    live.add(Traces.answered(0, true, 0, Traces.content(51, 61)));
    LiveFigures.Seen seen = live.seen(10);
    assertThat(seen.requests()).isZero();
    assertThat(seen.p50Millis()).isEmpty();
    assertThat(seen.bars()).isEmpty();
  }

  @Test
  void quantilesAndBarsAreThoseOfAllSoFar() {
    for (int ttft = 1; ttft <= 100; ttft++) {
      live.add(Traces.answered(ttft, false, 0, Traces.content(ttft + 1, ttft + 9)));
      live.seen(5);
    }
    LiveFigures.Seen seen = live.seen(10);
    assertThat(seen.requests()).isEqualTo(100);
    assertThat(seen.p50Millis().orElseThrow()).isCloseTo(50, within(1.0));
    assertThat(seen.p95Millis().orElseThrow()).isCloseTo(95, within(2.0));
    assertThat(seen.fastestMillis()).isCloseTo(1, within(0.02));
    assertThat(seen.slowestMillis()).isCloseTo(100, within(2.0));
    assertThat(seen.bars()).hasSize(10).isSorted();
    assertThat(seen.bars().stream().mapToLong(Long::longValue).sum()).isEqualTo(100);
  }

  @Test
  void aFailedRequestIsSlowerThanAllOthers() {
    for (int i = 0; i < 9; i++) {
      live.add(Traces.answered(i, false, 0, Traces.content(51, 61)));
    }
    live.add(Traces.failed(9, 0, 79));
    LiveFigures.Seen seen = live.seen(10);
    assertThat(seen.failed()).isEqualTo(1);
    assertThat(seen.p50Millis().orElseThrow()).isCloseTo(50, within(1.0));
    assertThat(seen.p95Millis()).isEmpty();
  }

  @Test
  void equalRequestsAreOneBar() {
    live.add(Traces.answered(0, false, 0, Traces.content(51, 61)));
    live.add(Traces.answered(1, false, 0, Traces.content(51, 61)));
    assertThat(live.seen(4).bars().stream().mapToLong(Long::longValue).sum()).isEqualTo(2);
  }
}
