package touchstone.lifecycle.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import touchstone.lifecycle.Cause;
import touchstone.lifecycle.DeploymentFolder;
import touchstone.lifecycle.EngineId;
import touchstone.lifecycle.Event;
import touchstone.lifecycle.Life;
import touchstone.lifecycle.Notice;
import touchstone.lifecycle.Order;
import touchstone.lifecycle.Remote;
import touchstone.lifecycle.State;
import touchstone.lifecycle.Wish;
import touchstone.lifecycle.process.Bench;
import touchstone.testing.ScriptedEngine;

/** A scripted engine behind its far guard: real shells and processes, through an SSH server. */
@Execution(ExecutionMode.CONCURRENT)
class SshHostTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static final Order.Tariff HOURLY = new Order.Tariff("CNY", 36_000_000, Optional.empty());

  @TempDir Path root;
  private LoopbackServer server;
  private SshBench bench;

  @BeforeEach
  void open() throws Exception {
    server = new LoopbackServer(root);
    bench = new SshBench(root, server.remote());
    bench.trusting().close();
  }

  @AfterEach
  void close() throws Exception {
    bench.close();
    server.close();
  }

  @Test
  void anEngineGoesUpIsStoppedStartedAndReleasedAndNothingIsLeft() throws Exception {
    DeploymentFolder folder =
        bench.order(LONG, Order.Tariff.free(), true, "--worker", "yes", "--key-from", "ENGINE_KEY");
    folder.keep("it's-secret-4711");
    Thread keeper = bench.keep(folder);
    Life life = Bench.until(folder, State.Ready.class::isInstance);
    assertThat(health(life)).isEqualTo(HttpURLConnection.HTTP_OK);
    assertThat(Bench.running(folder)).as("engine and worker").hasSize(2);
    secretIsNowhere(folder);
    folder.ask(Wish.STOP);
    Bench.until(folder, State.Stopped.class::isInstance);
    assertThat(Bench.running(folder)).isEmpty();
    assertThat(SshBench.guards(folder)).isEmpty();
    keeper.join(20_000);
    assertThat(folder.owned()).isFalse();
    folder.ask(Wish.START);
    bench.keep(folder);
    Bench.until(folder, State.Ready.class::isInstance);
    folder.ask(Wish.RELEASE);
    Bench.until(folder, State.Released.class::isInstance);
    assertThat(Bench.running(folder)).isEmpty();
    assertThat(server.home().resolve(".touchstone/deployments").resolve(folder.id()))
        .doesNotExist();
    assertThat(Files.readString(folder.engineLog())).contains("KV cache size: 46,592 tokens");
    assertThat(bench.notices).containsExactly(Notice.READY, Notice.READY);
    try (Stream<Path> files = Files.walk(root)) {
      assertThat(files).noneMatch(each -> each.endsWith("pwned"));
    }
  }

  private void secretIsNowhere(DeploymentFolder folder) throws IOException {
    for (ProcessHandle process : Bench.running(folder)) {
      Path command = Path.of("/proc", Long.toString(process.pid()), "cmdline");
      assertThat(Files.readString(command)).doesNotContain("secret-4711");
    }
    Path far = server.home().resolve(".touchstone/deployments").resolve(folder.id());
    assertThat(Files.getPosixFilePermissions(far).toString()).doesNotContain("GROUP", "OTHERS");
    try (Stream<Path> files = Files.list(far)) {
      for (Path file : files.toList()) {
        assertThat(Files.readString(file)).as("%s", file).doesNotContain("secret-4711");
      }
    }
    assertThat(Files.readString(folder.engineLog())).doesNotContain("secret-4711");
  }

  @Test
  void aBrokenConnectionHurtsNothingAndAChangedMachineIsNotSpokenTo() throws Exception {
    DeploymentFolder folder = bench.order(LONG);
    bench.keep(folder);
    Life life = Bench.until(folder, State.Ready.class::isInstance);
    EngineId engine = life.engine().orElseThrow();
    int before = server.logins();
    server.drop();
    while (server.logins() == before) {
      Thread.sleep(20);
    }
    assertThat(healthy(life)).as("the same port answers again").isTrue();
    server.away();
    State.Unhealthy ill =
        (State.Unhealthy) Bench.until(folder, State.Unhealthy.class::isInstance).state();
    assertThat(ill.reached()).isFalse();
    assertThat(Bench.running(folder)).as("it goes on by itself").hasSize(1);
    assertThat(folder.life().orElseThrow().meter().openSinceMillis()).isPresent();
    server.back();
    Bench.until(folder, State.Ready.class::isInstance);
    assertThat(healthy(life)).isTrue();
    server.replaced();
    ill = (State.Unhealthy) Bench.until(folder, State.Unhealthy.class::isInstance).state();
    assertThat(ill.why()).contains("has changed");
    assertThat(folder.life().orElseThrow().engine()).contains(engine);
    assertThat(launches(folder)).containsExactly(engine);
  }

  @Test
  void anEngineWhoseOwnerWasKilledIsFoundAgainAtTheSamePort() throws Exception {
    DeploymentFolder folder = bench.order(LONG);
    Process owner = bench.keepApart(folder);
    EngineId engine = Bench.until(folder, State.Ready.class::isInstance).engine().orElseThrow();
    owner.destroyForcibly().waitFor();
    bench.keep(folder);
    while (launches(folder).size() < 2) {
      Thread.sleep(20);
    }
    assertThat(launches(folder)).as("found, not started again").containsExactly(engine, engine);
    folder.ask(Wish.STOP);
    Bench.until(folder, State.Stopped.class::isInstance);
    assertThat(Bench.running(folder)).isEmpty();
    assertThat(Files.readAllLines(folder.engineLog()))
        .as("no line twice, none lost")
        .containsExactlyElementsOf(ScriptedEngine.recording("vllm-0.32"));
  }

  @Test
  void theFarGuardEndsAnEngineWithItsLeaseWhenNobodyIsThere() throws Exception {
    DeploymentFolder folder = bench.order(Duration.ofSeconds(9), "--worker", "yes");
    Process owner = bench.keepApart(folder);
    while (Bench.running(folder).size() < 2) {
      Thread.sleep(20);
    }
    owner.destroyForcibly().waitFor();
    server.away();
    assertThat(Bench.running(folder)).isNotEmpty();
    assertThat(Bench.vanishes(folder)).as("the guard ends it").isTrue();
    assertThat(System.currentTimeMillis())
        .as("not before its lease is over")
        .isGreaterThanOrEqualTo(folder.life().orElseThrow().leaseEndMillis());
    server.back();
    bench.keep(folder);
    Life life = Bench.until(folder, State.Released.class::isInstance);
    assertThat(life.state()).isEqualTo(new State.Released(State.Why.LEASE));
  }

  @Test
  void whatOutlivesItsGuardIsKilled() throws Exception {
    DeploymentFolder folder = bench.order(LONG, "--worker", "yes", "--stubborn", "yes");
    bench.keep(folder);
    Bench.until(folder, State.Ready.class::isInstance);
    SshBench.guards(folder).forEach(ProcessHandle::destroyForcibly);
    Bench.until(folder, State.Restarting.class::isInstance);
    assertThat(Bench.running(folder)).isEmpty();
    folder.ask(Wish.RELEASE);
    Bench.until(folder, State.Released.class::isInstance);
  }

  @Test
  void aRentedMachineIsOnTheBillUntilItsUserHasDeletedIt() throws Exception {
    DeploymentFolder folder = bench.order(LONG, HOURLY, false, "--stubborn", "yes");
    bench.keep(folder);
    Bench.until(folder, State.Ready.class::isInstance);
    folder.ask(Wish.STOP);
    Life stopped = Bench.until(folder, State.Stopped.class::isInstance);
    assertThat(Bench.running(folder)).isEmpty();
    assertThat(stopped.meter().openSinceMillis()).isPresent();
    folder.ask(Wish.RELEASE);
    Life waiting = Bench.until(folder, State.AwaitingDeletion.class::isInstance);
    assertThat(waiting.meter().openSinceMillis()).isPresent();
    assertThat(bench.notices).contains(Notice.DELETE_MACHINE);
    folder.ask(Wish.DELETED);
    Life over = Bench.until(folder, State.Released.class::isInstance);
    assertThat(over.meter().openSinceMillis()).isEmpty();
  }

  @Test
  void whoIsNotKnownIsToldWhy() throws Exception {
    DeploymentFolder none = bench.order(LONG);
    Files.delete(root.resolve("known_hosts"));
    assertThat(failure(none).detail()).contains(server.fingerprint());
    assertThat(failure(none).cause()).isEqualTo(Cause.ACCESS);
    bench.trusting().close();
    Path other = root.resolve("other");
    LoopbackServer.write(KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256), other);
    Remote wrong = new Remote("renter", "127.0.0.1", server.remote().port(), at(other));
    assertThatThrownBy(
            () -> Connection.open(wrong, bench.known(), Optional.empty(), Stranger.REFUSED))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("refused the login with " + other);
    Remote pub = new Remote("renter", "127.0.0.1", 1, at(root.resolve("known_hosts")));
    assertThatThrownBy(
            () -> Connection.open(pub, bench.known(), Optional.empty(), Stranger.REFUSED))
        .hasMessageContaining("key file");
    server.away();
    State.Restarting away = (State.Restarting) begun(bench.order(LONG)).state();
    assertThat(away.cause()).isEqualTo(Cause.UNREACHABLE);
  }

  private static Optional<String> at(Path file) {
    return Optional.of(file.toString());
  }

  private State.Failed failure(DeploymentFolder folder) throws Exception {
    return (State.Failed) begun(folder).state();
  }

  private Life begun(DeploymentFolder folder) throws Exception {
    bench.keep(folder);
    return Bench.until(
        folder, state -> state instanceof State.Failed || state instanceof State.Restarting);
  }

  private static int health(Life life) throws IOException {
    int port = life.engine().orElseThrow().port();
    HttpURLConnection connection =
        (HttpURLConnection)
            URI.create("http://127.0.0.1:" + port + "/health")
                .toURL()
                .openConnection(Proxy.NO_PROXY);
    connection.setConnectTimeout(2000);
    connection.setReadTimeout(2000);
    return connection.getResponseCode();
  }

  private static boolean healthy(Life life) throws InterruptedException {
    for (int i = 0; i < 300; i++) {
      try {
        return health(life) == HttpURLConnection.HTTP_OK;
      } catch (IOException notYet) {
        Thread.sleep(100);
      }
    }
    return false;
  }

  private static List<EngineId> launches(DeploymentFolder folder) {
    return folder.entries().stream()
        .filter(entry -> entry.event() instanceof Event.Launched)
        .map(entry -> ((Event.Launched) entry.event()).engine())
        .toList();
  }
}
