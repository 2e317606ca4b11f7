package touchstone.lifecycle.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;
import touchstone.lifecycle.Remote;

/**
 * Apache MINA's SSH server on loopback. Its commands are real processes of this machine whose home
 * is a folder of the test's own.
 */
final class LoopbackServer implements AutoCloseable {
  private final Path home;
  private final Path keyFile;
  private final KeyPair user;
  private final AtomicInteger logins = new AtomicInteger();
  private KeyPair host;
  private SshServer server;
  private int port;

  LoopbackServer(Path folder) throws IOException, GeneralSecurityException {
    this.home = Files.createDirectories(folder.resolve("far home"));
    this.user = KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256);
    this.host = KeyUtils.generateKeyPair(KeyPairProvider.ECDSA_SHA2_NISTP256, 256);
    this.keyFile = folder.resolve("key");
    write(user, keyFile);
    this.server = started(0);
  }

  /** Writes a private key as ssh-keygen does. */
  static void write(KeyPair pair, Path file) throws IOException, GeneralSecurityException {
    try (OutputStream out = Files.newOutputStream(file)) {
      OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "test", null, out);
    }
  }

  private SshServer started(int port) throws IOException {
    SshServer next = SshServer.setUpDefaultServer();
    next.setHost("127.0.0.1");
    next.setPort(port);
    next.setKeyPairProvider(KeyPairProvider.wrap(host));
    next.setPublickeyAuthenticator((name, key, _) -> {
      boolean known = name.equals("renter") && KeyUtils.compareKeys(key, user.getPublic());
      logins.addAndGet(known ? 1 : 0);
      return known;
    });
    next.setForwardingFilter(AcceptAllForwardingFilter.INSTANCE);
    next.setCommandFactory((_, command) -> new Shell(command));
    next.start();
    this.port = next.getPort();
    return next;
  }

  Remote remote() {
    return new Remote("renter", "127.0.0.1", port, Optional.of(keyFile.toString()));
  }

  Path home() {
    return home;
  }

  /** How often somebody has logged in, or tried a key that is right. */
  int logins() {
    return logins.get();
  }

  /** Breaks every connection; new ones are taken. */
  void drop() {
    List.copyOf(server.getActiveSessions()).forEach(session -> session.close(true));
  }

  /** Is out of reach until it is {@link #back}. */
  void away() throws IOException {
    drop();
    server.stop(true);
  }

  void back() throws IOException {
    server = started(port);
  }

  /** Another machine answers at the same address. */
  void replaced() throws IOException, GeneralSecurityException {
    away();
    host = KeyUtils.generateKeyPair(KeyPairProvider.ECDSA_SHA2_NISTP256, 256);
    back();
  }

  String fingerprint() {
    return KeyUtils.getFingerPrint(host.getPublic());
  }

  @Override
  public void close() throws IOException {
    server.stop(true);
  }

  /** A command as sshd runs it: by the login shell. */
  private final class Shell implements Command {
    private final String command;
    private InputStream in = InputStream.nullInputStream();
    private OutputStream out = OutputStream.nullOutputStream();
    private OutputStream err = OutputStream.nullOutputStream();
    private ExitCallback exit = (_, _, _) -> {};

    Shell(String command) {
      this.command = command;
    }

    @Override
    public void setInputStream(InputStream stream) {
      in = stream;
    }

    @Override
    public void setOutputStream(OutputStream stream) {
      out = stream;
    }

    @Override
    public void setErrorStream(OutputStream stream) {
      err = stream;
    }

    @Override
    public void setExitCallback(ExitCallback callback) {
      exit = callback;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) throws IOException {
      ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", command);
      builder.environment().put("HOME", home.toString());
      builder.environment().put("SHELL", "/bin/sh");
      builder.directory(home.toFile());
      Process process = builder.start();
      Thread.ofVirtual().start(() -> pump(in, process.getOutputStream(), true));
      Thread complaints =
          Thread.ofVirtual().start(() -> pump(process.getErrorStream(), err, false));
      Thread.ofVirtual()
          .start(() -> {
            pump(process.getInputStream(), out, false);
            try {
              complaints.join();
              exit.onExit(process.waitFor(), "", false);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
    }

    private static void pump(InputStream from, OutputStream to, boolean closing) {
      try {
        from.transferTo(to);
        to.flush();
        if (closing) {
          to.close();
        }
      } catch (IOException gone) {
        // the process ended before it had read everything, or the connection broke
        try {
          from.close();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }

    @Override
    public void destroy(ChannelSession channel) {
      // what it started goes on, as with sshd
    }
  }
}
