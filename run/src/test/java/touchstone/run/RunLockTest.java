package touchstone.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import touchstone.model.Ticker;
import touchstone.testing.ChatAnswer;
import touchstone.testing.FakeEndpoint;

@Timeout(60)
class RunLockTest {
  @TempDir Path temp;

  @Test
  void aSecondRunWaitsAndNamesTheOneThatMeasures() throws Exception {
    Queue<RunEvent> first = new ConcurrentLinkedQueue<>();
    try (FakeEndpoint server = FakeEndpoint.start(_ -> ChatAnswer.of("好的").script());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      RunBench second = new RunBench(temp.resolve("r"), RunBench.outside(server.url()));
      Future<Run.Ending> ending;
      try (HostLock _ =
          HostLock.acquire(
              temp.resolve("measuring.lock"), "the-first", Ticker.system(), first::add)) {
        ending = threads.submit(() -> second.perform());
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (second.heard.isEmpty() && System.nanoTime() < end) {
          Thread.sleep(20);
        }
        assertThat(second.heard.toString()).contains("the-first");
        assertThat(ending.isDone()).isFalse();
        assertThat(server.requests()).isEmpty();
      }
      assertThat(ending.get(30, TimeUnit.SECONDS)).isInstanceOf(Run.Ending.Finished.class);
      assertThat(first).isEmpty();
    }
  }
}
