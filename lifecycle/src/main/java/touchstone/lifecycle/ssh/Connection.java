package touchstone.lifecycle.ssh;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.password.PasswordIdentityProvider;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.core.CoreModuleProperties;
import touchstone.lifecycle.Remote;
import touchstone.model.Problem;
import touchstone.model.ProblemException;

/**
 * One connection to a machine whose key was checked: runs scripts there and forwards a port of this
 * machine's loopback. No passwords, no agent forwarding, nothing from {@code ~/.ssh/config}. Used
 * by one thread.
 */
final class Connection implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(15);
  private static final Duration LOGIN = Duration.ofSeconds(20);
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);
  private static final int SILENT_KEEP_ALIVES = 3;
  private static final int MOST_OUTPUT = 1 << 20;
  private static final int MOST_COMPLAINTS = 1 << 12;

  /** All that a login shell gets to see: it is plain words in every one of them. */
  private static final String SHELL = "/bin/sh -s";

  private final SshClient client;
  private final ClientSession session;

  private Connection(SshClient client, ClientSession session) {
    this.client = client;
    this.session = session;
  }

  /**
   * Connects and logs in.
   *
   * @param agent the ssh agent's socket, for a machine without a key file
   * @param stranger asked where the machine's key was never seen; a key that it trusts is kept
   * @throws RefusedException where trying again does not help
   */
  static Connection open(Remote remote, KnownHosts known, Optional<Path> agent, Stranger stranger)
      throws IOException {
    SshClient client = SshClient.setUpDefaultClient();
    AtomicReference<Optional<Problem>> refusal = new AtomicReference<>(Optional.empty());
    try {
      client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
      client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
      client.setPasswordIdentityProvider(PasswordIdentityProvider.EMPTY_PASSWORDS_PROVIDER);
      client.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
      client.setSignatureFactories(knownFirst(client, known.types(remote)));
      client.setServerKeyVerifier((_, _, key) -> {
        refusal.set(fault(remote, known, stranger, key));
        return refusal.get().isEmpty();
      });
      CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, KEEP_ALIVE);
      CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, SILENT_KEEP_ALIVES);
      List<KeyPair> keys = Keys.of(remote, agent, client);
      client.start();
      return new Connection(client, login(client, remote, keys, refusal));
    } catch (IOException | RuntimeException e) {
      client.stop();
      if (refusal.get().isPresent()) {
        throw new RefusedException(refusal.get().get());
      }
      throw failed(e);
    }
  }

  private static ClientSession login(
      SshClient client,
      Remote remote,
      List<KeyPair> keys,
      AtomicReference<Optional<Problem>> refusal)
      throws IOException {
    ClientSession session =
        client.connect(remote.user(), remote.host(), remote.port()).verify(CONNECT).getSession();
    keys.forEach(session::addPublicKeyIdentity);
    try {
      session.auth().verify(LOGIN);
      return session;
    } catch (IOException e) {
      boolean answered = session.isOpen() || session.getServerKey() != null;
      if (refusal.get().isEmpty() && answered && said(e).contains("authentication")) {
        throw RefusedException.login(Refusals.login(remote, Shown.line(said(e))));
      }
      throw e;
    }
  }

  private static String said(IOException e) {
    return String.valueOf(e.getMessage());
  }

  /** So that a machine shows us the key that we know, where it has several. */
  private static List<NamedFactory<Signature>> knownFirst(SshClient client, Set<String> types) {
    List<NamedFactory<Signature>> factories = new ArrayList<>(client.getSignatureFactories());
    factories.sort(
        Comparator.comparing(factory ->
            !types.contains(
                Optional.ofNullable(KeyUtils.getCanonicalKeyType(factory.getName()))
                    .orElse(factory.getName()))));
    return factories;
  }

  private static Optional<Problem> fault(
      Remote remote, KnownHosts known, Stranger stranger, PublicKey key) {
    String fingerprint = KeyUtils.getFingerPrint(key);
    String type = KeyUtils.getKeyType(key);
    return switch (known.standing(remote, key)) {
      case KnownHosts.Standing.Known _ -> Optional.empty();
      case KnownHosts.Standing.Changed changed ->
          Optional.of(Refusals.changed(remote, fingerprint, changed));
      case KnownHosts.Standing.Unknown _ -> {
        if (!stranger.trusted(remote, type, fingerprint)) {
          yield Optional.of(Refusals.unknown(remote, type, fingerprint));
        }
        known.add(remote, key);
        yield Optional.empty();
      }
    };
  }

  /**
   * Has the far shell read a script.
   *
   * @throws IOException where no answer came in time; the script may have run
   */
  Answer run(String script, Duration patience) throws IOException {
    Bounded out = new Bounded(MOST_OUTPUT);
    Bounded complaints = new Bounded(MOST_COMPLAINTS);
    try (ChannelExec channel = session.createExecChannel(SHELL)) {
      channel.setIn(new ByteArrayInputStream(script.getBytes(StandardCharsets.UTF_8)));
      channel.setOut(out);
      channel.setErr(complaints);
      channel.open().verify(patience);
      Set<ClientChannelEvent> seen =
          channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), patience);
      // a connection that breaks closes its channels too, but leaves no status
      if (!seen.contains(ClientChannelEvent.CLOSED) || channel.getExitStatus() == null) {
        throw new IOException("no answer to a command within " + patience.toSeconds() + " s");
      }
      return new Answer(out.toByteArray(), Shown.line(complaints.toString(StandardCharsets.UTF_8)));
    } catch (RuntimeException e) {
      throw failed(e);
    }
  }

  /** The library tells of closed connections in several ways. */
  private static IOException failed(Exception e) {
    return switch (e) {
      case IOException io -> io;
      case ProblemException own -> throw own;
      default -> new IOException(e.toString(), e);
    };
  }

  /** Connections to this port of our loopback come out at that port of theirs. */
  void forward(int localPort, int farPort) throws IOException {
    try {
      session.startLocalPortForwarding(
          new SshdSocketAddress("127.0.0.1", localPort),
          new SshdSocketAddress("127.0.0.1", farPort));
    } catch (RuntimeException e) {
      throw failed(e);
    }
  }

  boolean isOpen() {
    return session.isOpen();
  }

  @Override
  public void close() {
    session.close(true);
    client.stop();
  }
}
