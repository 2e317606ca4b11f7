package touchstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;
import org.apache.sshd.server.shell.ProcessShellCommandFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import touchstone.lifecycle.process.Marked;
import touchstone.store.Json;
import touchstone.testing.ScriptedEngine;

/** A rented machine as a person uses it, from the first look to its deletion. */
class DeploySshTest {
  @TempDir Path home;
  private SshServer server;
  private KeyPair hostKey;
  private Commands commands;
  private boolean over;

  @BeforeEach
  void open() throws Exception {
    commands = new Commands(home);
    hostKey = KeyUtils.generateKeyPair(KeyPairProvider.ECDSA_SHA2_NISTP256, 256);
    KeyPair user = KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256);
    try (OutputStream out = Files.newOutputStream(home.resolve("key"))) {
      OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(user, "test", null, out);
    }
    String far = "env HOME=" + Files.createDirectory(home.resolve("far")) + " ";
    server = SshServer.setUpDefaultServer();
    server.setHost("127.0.0.1");
    server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
    server.setPublickeyAuthenticator((_, key, _) -> KeyUtils.compareKeys(key, user.getPublic()));
    server.setForwardingFilter(AcceptAllForwardingFilter.INSTANCE);
    server.setCommandFactory((channel, command) ->
        ProcessShellCommandFactory.INSTANCE.createCommand(channel, far + command));
    server.start();
    List<String> engine = new ArrayList<>(ScriptedEngine.command());
    engine.addAll(List.of("--port", "{port}", "--model", "{name}"));
    Path own = Files.createDirectories(home.resolve("config/touchstone")).resolve("engines.yaml");
    Files.writeString(
        own,
        "engines: {none: {command: [no-such-engine]}, mine: {log: vllm, command: "
            + Json.mapper().writeValueAsString(engine)
            + "}}");
  }

  @AfterEach
  void nothingStays() throws Exception {
    if (!over) {
      commands.run("release", "rented");
      server.stop(true);
      commands.run("release", "rented", "--deleted");
    }
    assertThat(Marked.all().values()).noneMatch(id -> id.startsWith("rented-"));
  }

  @Test
  void aMachineIsLookedAtUsedAndPaidForUntilItIsDeleted() throws Exception {
    String fingerprint = KeyUtils.getFingerPrint(hostKey.getPublic());
    Commands.Ended asked = deploy("mine", "--probe");
    assertThat(asked.code()).isEqualTo(Exit.FAILED);
    assertThat(asked.err()).contains("never seen before", "--host-key " + fingerprint);
    Commands.Ended looked = deploy("mine", "--probe", "--host-key", fingerprint);
    assertThat(looked.code()).as(looked.err()).isEqualTo(Exit.OK);
    assertThat(looked.out()).contains("Linux", "GPU", "GiB free", "Python");
    Commands.Ended missing = deploy("none");
    assertThat(missing.code()).isEqualTo(Exit.FAILED);
    assertThat(missing.err()).contains("no no-such-engine on", "nothing was started");
    assertThat(home.resolve("data/touchstone/deployments")).doesNotExist();
    Commands.Ended deployed = deploy("mine", "--price", "36CNY", "--lease", "10m");
    assertThat(deployed.code()).as(deployed.err()).isEqualTo(Exit.OK);
    assertThat(deployed.out()).contains("http://127.0.0.1:", "/v1  rented");
    assertThat(commands.run("ps").out()).contains("mine @ 127.0.0.1", "ready");
    assertThat(commands.run("logs", "rented").out()).contains("KV cache size");
    assertThat(commands.run("top", "rented").out()).contains("memory", "GiB free of");
    assertThat(commands.run("stop", "rented").err()).contains("goes on costing 36.00 CNY");
    Commands.Ended released = commands.run("release", "rented");
    assertThat(released.code()).isEqualTo(Exit.OK);
    assertThat(released.err()).contains("Now delete it in your provider's console");
    Commands.Ended there = commands.run("release", "rented", "--deleted");
    assertThat(there.code()).isEqualTo(Exit.FAILED);
    assertThat(there.err()).contains("still answers; the meter goes on");
    server.stop(true);
    assertThat(commands.run("ps").err()).contains("touchstone release rented --deleted");
    assertThat(commands.run("release", "rented", "--deleted").code()).isEqualTo(Exit.OK);
    assertThat(home.resolve("config/touchstone/known_hosts")).isEmptyFile();
    over = true;
    assertThat(commands.run("costs").out()).contains("released (as asked)", "36.00 CNY");
  }

  private Commands.Ended deploy(String engine, String... more) throws Exception {
    List<String> arguments =
        new ArrayList<>(List.of("deploy", "some/model", "--name", "rented", "--backend", "ssh"));
    arguments.addAll(List.of("--host", "renter@127.0.0.1:" + server.getPort()));
    arguments.addAll(List.of("--ssh-key", home.resolve("key").toString(), "--engine", engine));
    arguments.addAll(List.of(more));
    return commands.run(arguments.toArray(String[]::new));
  }
}
