package touchstone.lifecycle.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import touchstone.lifecycle.Remote;

/** What a login proves itself with: the key of one file, or what the user's agent holds. */
final class Keys {
  private Keys() {}

  /**
   * The key pairs of the machine's key file; none where the agent is to sign, which is given to the
   * client.
   *
   * @param agent the agent's socket
   */
  static List<KeyPair> of(Remote remote, Optional<Path> agent, SshClient client)
      throws RefusedException {
    if (remote.keyFile().isPresent()) {
      return read(Path.of(remote.keyFile().get()));
    }
    client.setAgentFactory(
        AgentSocket.at(agent.orElseThrow(() -> new RefusedException(Refusals.noKey()))));
    return List.of();
  }

  private static List<KeyPair> read(Path file) throws RefusedException {
    List<KeyPair> pairs = new ArrayList<>();
    try (InputStream in = Files.newInputStream(file)) {
      Iterable<KeyPair> read =
          SecurityUtils.loadKeyPairIdentities(null, file::toString, in, FilePasswordProvider.EMPTY);
      if (read != null) {
        read.forEach(pairs::add);
      }
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      throw new RefusedException(Refusals.key(file, Shown.line(String.valueOf(e.getMessage()))));
    }
    if (pairs.isEmpty()) {
      throw new RefusedException(Refusals.key(file, "no private key in it"));
    }
    return pairs;
  }
}
