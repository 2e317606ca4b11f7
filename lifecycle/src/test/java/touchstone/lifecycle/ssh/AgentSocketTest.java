package touchstone.lifecycle.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import touchstone.lifecycle.Remote;

/** OpenSSH's own agent, where it is installed. */
class AgentSocketTest {
  @TempDir Path root;

  @Test
  void theAgentSignsAndTheKeyStaysWithIt() throws Exception {
    if (!Files.isExecutable(Path.of("/usr/bin/ssh-agent"))) {
      System.out.println(
          "AgentSocketTest: skipped, there is no ssh-agent here (apt-get install openssh-client)");
      return;
    }
    Path socket = root.resolve("agent");
    Process agent = new ProcessBuilder("/usr/bin/ssh-agent", "-D", "-a", socket.toString()).start();
    try (LoopbackServer server = new LoopbackServer(root)) {
      Remote remote = new Remote("renter", "127.0.0.1", server.remote().port(), Optional.empty());
      SshBench bench = new SshBench(root, remote);
      while (!Files.exists(socket)) {
        Thread.sleep(20);
      }
      assertThatThrownBy(() -> open(remote, bench, socket)).hasMessageContaining("refused");
      Path key = root.resolve("key");
      Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
      add(key, socket);
      Files.delete(key);
      try (Connection connection = open(remote, bench, socket)) {
        assertThat(connection.run("echo hello", Duration.ofSeconds(20)).text())
            .isEqualTo("hello\n");
      }
      assertThatThrownBy(
              () -> Connection.open(remote, bench.known(), Optional.empty(), (_, _, _) -> true))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("no ssh agent runs");
    } finally {
      agent.destroyForcibly().waitFor();
    }
  }

  private static Connection open(Remote remote, SshBench bench, Path socket) throws IOException {
    return Connection.open(remote, bench.known(), Optional.of(socket), (_, _, _) -> true);
  }

  private static void add(Path key, Path socket) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(List.of("ssh-add", "-q", key.toString()));
    builder.environment().put("SSH_AUTH_SOCK", socket.toString());
    assertThat(builder.inheritIO().start().waitFor()).isZero();
  }
}
