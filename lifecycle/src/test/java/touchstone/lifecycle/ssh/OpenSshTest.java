package touchstone.lifecycle.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import touchstone.lifecycle.DeploymentFolder;
import touchstone.lifecycle.Remote;
import touchstone.lifecycle.State;
import touchstone.lifecycle.Wish;
import touchstone.lifecycle.process.Bench;

/** A whole life through OpenSSH's own sshd on loopback, where it is installed. */
class OpenSshTest {
  private static final List<Path> PLACES =
      List.of(Path.of("/usr/sbin/sshd"), Path.of("/usr/local/sbin/sshd"), Path.of("/sbin/sshd"));

  @TempDir Path root;

  @Test
  void aWholeLifeThroughOpenSsh() throws Exception {
    Optional<Path> sshd = PLACES.stream().filter(Files::isExecutable).findFirst();
    if (sshd.isEmpty()) {
      System.out.println(
          "OpenSshTest: skipped, there is no sshd here (apt-get install openssh-server)");
      return;
    }
    Path key = key("user");
    Path host = key("host");
    Files.copy(root.resolve("user.pub"), root.resolve("authorized"));
    int port = Ports.free();
    Process server = sshd(sshd.get(), host, port);
    String user = System.getProperty("user.name");
    Remote remote = new Remote(user, "127.0.0.1", port, Optional.of(key.toString()));
    try (SshBench bench = new SshBench(root, remote)) {
      listening(port);
      bench.trusting().close();
      live(bench, server);
    } finally {
      stop(server);
    }
  }

  private static void live(SshBench bench, Process server) throws Exception {
    DeploymentFolder folder = bench.order(Duration.ofHours(1), "--worker", "yes");
    bench.keep(folder);
    Bench.until(folder, State.Ready.class::isInstance);
    assertThat(Bench.running(folder)).hasSize(2);
    server.descendants().forEach(ProcessHandle::destroyForcibly);
    assertThat(Bench.running(folder)).as("it outlives its connection").hasSize(2);
    folder.ask(Wish.STOP);
    Bench.until(folder, State.Stopped.class::isInstance);
    assertThat(Bench.running(folder)).isEmpty();
    assertThat(SshBench.guards(folder)).isEmpty();
    bench.keep(folder);
    folder.ask(Wish.RELEASE);
    Bench.until(folder, State.Released.class::isInstance);
    assertThat(folder.entries()).noneMatch(entry -> entry.event().toString().contains("failed"));
  }

  private Process sshd(Path program, Path host, int port) throws IOException {
    if (System.getProperty("user.name").equals("root")) {
      // its separated child lives there; the package's start script makes it, which does not run
      Files.createDirectories(
          Path.of("/run/sshd"),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    }
    Path configuration = root.resolve("sshd_config");
    Files.writeString(
        configuration,
        """
        Port %d
        ListenAddress 127.0.0.1
        HostKey %s
        AuthorizedKeysFile %s
        StrictModes no
        UsePAM no
        PidFile none
        PasswordAuthentication no
        PermitRootLogin prohibit-password
        SetEnv HOME=%s
        """
            .formatted(
                port,
                host,
                root.resolve("authorized"),
                Files.createDirectory(root.resolve("far"))));
    return new ProcessBuilder(program.toString(), "-D", "-e", "-f", configuration.toString())
        .redirectErrorStream(true)
        .redirectOutput(root.resolve("sshd.log").toFile())
        .start();
  }

  private Path key(String name) throws IOException, InterruptedException {
    Path file = root.resolve(name);
    Process made =
        new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file.toString())
            .inheritIO()
            .start();
    assertThat(made.waitFor()).isZero();
    return file;
  }

  private void listening(int port) throws InterruptedException, IOException {
    for (int i = 0; i < 200; i++) {
      try (Socket _ = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
        return;
      } catch (IOException notYet) {
        Thread.sleep(50);
      }
    }
    throw new AssertionError(Files.readString(root.resolve("sshd.log")));
  }

  private static void stop(Process server) throws InterruptedException {
    Stream.concat(server.descendants(), Stream.of(server.toHandle()))
        .forEach(ProcessHandle::destroyForcibly);
    server.waitFor();
  }
}
