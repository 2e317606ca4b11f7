package touchstone.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@OnEachEngine
@Timeout(30)
class EventLoopTest {
  private final EventLoop loop;
  private final Thread thread;

  EventLoopTest(EngineKind kind) throws Exception {
    this.loop =
        new EventLoop(
            kind.poller(System::nanoTime), System::nanoTime, SSLContext.getDefault(), true);
    this.thread = Thread.ofPlatform().daemon().name("loop-under-test").unstarted(loop);
  }

  @BeforeEach
  void start() {
    thread.start();
  }

  @AfterEach
  void end() throws Exception {
    loop.close();
    assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
  }

  /** A wake-up that got lost would leave its task until the loop looks by itself, after 4 s. */
  @Test
  void aTaskWakesTheLoopEveryTime() throws Exception {
    for (int i = 0; i < 2000; i++) {
      CountDownLatch done = new CountDownLatch(1);
      loop.execute(done::countDown);
      assertThat(done.await(3, TimeUnit.SECONDS)).as("task " + i).isTrue();
    }
  }

  @Test
  void tasksOfManyThreadsAreAllRun() throws Exception {
    CountDownLatch done = new CountDownLatch(4 * 5000);
    for (int i = 0; i < 4; i++) {
      Thread.ofVirtual()
          .start(() -> {
            for (int task = 0; task < 5000; task++) {
              loop.execute(done::countDown);
            }
          });
    }
    assertThat(done.await(3, TimeUnit.SECONDS)).isTrue();
  }
}
