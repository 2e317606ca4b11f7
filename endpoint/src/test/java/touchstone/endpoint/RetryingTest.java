package touchstone.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import touchstone.testing.TestingTicker;

@Timeout(20)
class RetryingTest {
  private static final Retrying RETRYING =
      new Retrying(9, Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofMinutes(1));

  @ParameterizedTest
  @CsvSource({"1,50,100", "2,100,200", "4,400,800", "5,500,1000", "60,500,1000"})
  void pausesDoubleUpToTheLongest(int failed, long from, long to) {
    Random random = new Random(3);
    for (int i = 0; i < 100; i++) {
      assertThat(RETRYING.delay(failed, Optional.empty(), random).toMillis()).isBetween(from, to);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "retry-after,3,3000",
    "retry-after,0.5,500",
    "retry-after-ms,250,250",
    "retry-after,'Mon, 23 Nov 2026 00:00:09 GMT',9000",
    "retry-after,'Sun, 22 Nov 2026 00:00:00 GMT',0",
    "retry-after,soon,-1"
  })
  void retryAfterIsReadInEveryForm(String name, String value, long millis) {
    ResponseHead head = new ResponseHead(1, 429, Map.of(name, value));
    long read = RetryAfter.of(head, new TestingTicker()).map(Duration::toMillis).orElse(-1L);
    assertThat(read).isEqualTo(millis);
  }

  @Test
  void oneBurstOfRefusalsHalvesOnceAndGoodAnswersRaiseAgain() throws Exception {
    Concurrency concurrency = new Concurrency();
    long granted = 0;
    for (int i = 0; i < 8; i++) {
      granted = concurrency.enter();
    }
    for (int i = 0; i < 8; i++) {
      concurrency.leave(granted, true);
    }
    assertThat(concurrency.limit()).isEqualTo(4);
    for (int i = 0; i < 4; i++) {
      concurrency.leave(concurrency.enter(), false);
    }
    assertThat(concurrency.limit()).isEqualTo(5);
  }
}
