package touchstone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import touchstone.model.Language;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;
import touchstone.model.Ticker;

class RepeatingTest {
  @Test
  void a_fault_is_told_once_until_it_is_another_and_nothing_stops_it() {
    StringWriter err = new StringWriter();
    AtomicInteger times = new AtomicInteger();
    Runnable failing =
        () -> {
          int time = times.incrementAndGet();
          if (time != 3) {
            throw new ProblemException(
                new Problem(Text.same(time < 3 ? "one" : "other"), Text.same("")));
          }
        };
    Console console =
        new Console(Language.EN, new PrintWriter(new StringWriter()), new PrintWriter(err));
    Repeating repeating =
        new Repeating(console, stoppingAfter(times, 6), Duration.ofSeconds(1), failing);
    assertThatThrownBy(repeating::forEver).isInstanceOf(InterruptedException.class);
    assertThat(err.toString().lines()).containsExactly("one", "other");
  }

  private static Ticker stoppingAfter(AtomicInteger times, int most) {
    return new Ticker() {
      @Override
      public long nanos() {
        return 0;
      }

      @Override
      public void sleep(Duration duration) throws InterruptedException {
        if (times.get() == most) {
          throw new InterruptedException();
        }
      }
    };
  }
}
