package touchstone.lifecycle.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import touchstone.lifecycle.Cause;
import touchstone.lifecycle.DeploymentFolder;
import touchstone.lifecycle.EngineId;
import touchstone.lifecycle.Event;
import touchstone.lifecycle.Life;
import touchstone.lifecycle.Notice;
import touchstone.lifecycle.StartPhase;
import touchstone.lifecycle.State;
import touchstone.lifecycle.Wish;

/** Real processes: a scripted engine behind its guard, owners in this process and in others. */
class ProcessHostTest {
  private static final Duration LONG = Duration.ofHours(1);

  @TempDir Path root;
  private Bench bench;

  @BeforeEach
  void open() {
    bench = new Bench(root);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void anEngineGoesUpThroughItsPhasesIsStoppedStartedAndReleased() throws Exception {
    DeploymentFolder folder = bench.order(LONG, false, "--worker", "yes");
    Thread keeper = bench.keep(folder);
    Bench.until(folder, State.Ready.class::isInstance);
    assertThat(phases(folder)).containsSubsequence(StartPhase.LOADING, StartPhase.WARMING);
    assertThat(Bench.running(folder)).as("guard, engine and worker").hasSize(3);
    folder.ask(Wish.STOP);
    Bench.until(folder, State.Stopped.class::isInstance);
    assertThat(Bench.running(folder)).isEmpty();
    keeper.join(10_000);
    assertThat(folder.owned()).isFalse();
    folder.ask(Wish.START);
    bench.keep(folder);
    Bench.until(folder, State.Ready.class::isInstance);
    folder.ask(Wish.RELEASE);
    Life life = Bench.until(folder, State.Released.class::isInstance);
    assertThat(life.state()).isEqualTo(new State.Released(State.Why.ASKED));
    assertThat(Bench.running(folder)).isEmpty();
    assertThat(Files.readString(folder.engineLog())).contains("KV cache size: 46,592 tokens");
    assertThat(bench.notices).containsExactly(Notice.READY, Notice.READY);
  }

  @Test
  void theLeaseEndsEvenAnEngineThatTakesItsTime() throws Exception {
    DeploymentFolder folder = bench.order(Duration.ofSeconds(4), false, "--stubborn", "yes");
    bench.keep(folder);
    Life life = Bench.until(folder, State.Released.class::isInstance);
    assertThat(life.state()).isEqualTo(new State.Released(State.Why.LEASE));
    assertThat(Bench.running(folder)).isEmpty();
    assertThat(bench.notices).contains(Notice.LEASE_OVER);
  }

  @Test
  void anEngineWhoseOwnerWasKilledIsFoundAgain() throws Exception {
    DeploymentFolder folder = bench.order(LONG, false);
    Process owner = bench.keepApart(folder);
    EngineId engine = Bench.until(folder, State.Ready.class::isInstance).engine().orElseThrow();
    owner.destroyForcibly().waitFor();
    assertThat(folder.owned()).isFalse();
    assertThat(Bench.running(folder)).as("it goes on without its owner").isNotEmpty();
    bench.keep(folder);
    folder.ask(Wish.STOP);
    Life life = Bench.until(folder, State.Stopped.class::isInstance);
    assertThat(launches(folder)).as("found, not started again").containsExactly(engine, engine);
    assertThat(life.failures()).isZero();
    assertThat(Bench.running(folder)).isEmpty();
  }

  @Test
  void anEngineEndsWithItsLeaseThoughNobodyOwnsIt() throws Exception {
    DeploymentFolder folder = bench.order(Duration.ofSeconds(8), false, "--worker", "yes");
    Process owner = bench.keepApart(folder);
    while (Bench.running(folder).size() < 3) {
      Thread.sleep(20);
    }
    owner.destroyForcibly().waitFor();
    assertThat(Bench.running(folder)).isNotEmpty();
    assertThat(Bench.vanishes(folder)).as("the guard ends it").isTrue();
    assertThat(System.currentTimeMillis())
        .as("not before its lease is over")
        .isGreaterThanOrEqualTo(folder.life().orElseThrow().leaseEndMillis());
    bench.keep(folder);
    Life life = Bench.until(folder, State.Released.class::isInstance);
    assertThat(life.state()).isEqualTo(new State.Released(State.Why.LEASE));
  }

  @Test
  void whatOutlivesItsGuardIsKilledAndStartedAgain() throws Exception {
    DeploymentFolder folder = bench.order(LONG, false, "--worker", "yes");
    bench.keep(folder);
    long guard =
        Bench.until(folder, State.Ready.class::isInstance).engine().orElseThrow().processId();
    ProcessHandle.of(guard).orElseThrow().destroyForcibly();
    Bench.until(folder, State.Restarting.class::isInstance);
    assertThat(Bench.running(folder)).isEmpty();
    folder.ask(Wish.RELEASE);
    Bench.until(folder, State.Released.class::isInstance);
  }

  @Test
  void causesAreReadFromTheEnd() throws Exception {
    String words = "ValueError: No available memory for the cache blocks. Try increasing it.";
    DeploymentFolder full = bench.order(LONG, false, "--say", words, "--exit", "1");
    bench.keep(full);
    State.Failed failed = (State.Failed) Bench.until(full, State.Failed.class::isInstance).state();
    assertThat(failed.cause()).isEqualTo(Cause.OOM_LOAD);
    assertThat(failed.detail()).contains("exit status 1", words);
    DeploymentFolder none = bench.order(LONG, false);
    bench.keep(none, Bench.template(List.of("no-such-engine")));
    failed = (State.Failed) Bench.until(none, State.Failed.class::isInstance).state();
    assertThat(failed.cause()).isEqualTo(Cause.IMAGE);
    assertThat(failed.detail()).contains("no-such-engine");
  }

  @Test
  void aKeyIsInTheEngineEnvironmentAndNowhereElse() throws Exception {
    DeploymentFolder folder = bench.order(LONG, true, "--key-from", "ENGINE_KEY");
    folder.keep("secret-4711");
    assertThat(Files.getPosixFilePermissions(folder.key()).toString()).doesNotContain("GROUP");
    bench.keep(folder);
    Bench.until(folder, State.Ready.class::isInstance);
    for (ProcessHandle process : Bench.running(folder)) {
      Path command = Path.of("/proc", Long.toString(process.pid()), "cmdline");
      String line = Files.readString(command);
      assertThat(line).doesNotContain("secret-4711").contains("some model; echo no");
    }
    assertThat(Files.readString(folder.ledger())).doesNotContain("secret-4711");
    assertThat(Files.readString(folder.engineLog())).doesNotContain("secret-4711");
    folder.ask(Wish.RELEASE);
    Bench.until(folder, State.Released.class::isInstance);
    assertThat(folder.key()).doesNotExist();
  }

  private static List<StartPhase> phases(DeploymentFolder folder) {
    return folder.entries().stream()
        .filter(entry -> entry.event() instanceof Event.Advanced)
        .map(entry -> ((Event.Advanced) entry.event()).phase())
        .toList();
  }

  private static List<EngineId> launches(DeploymentFolder folder) {
    return folder.entries().stream()
        .filter(entry -> entry.event() instanceof Event.Launched)
        .map(entry -> ((Event.Launched) entry.event()).engine())
        .toList();
  }
}
