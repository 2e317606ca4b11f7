package touchstone.lifecycle.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import touchstone.lifecycle.Faults;
import touchstone.lifecycle.Remote;

/**
 * The host keys that are known: those in Touchstone's own file, to which new ones are added, and
 * those in the user's {@code ~/.ssh/known_hosts}, which is only read.
 */
public final class KnownHosts {
  private static final int STANDARD_PORT = 22;

  private final Path own;
  private final List<Path> files;

  /**
   * @param own where new ones are added
   * @param others read only; may be missing
   */
  public KnownHosts(Path own, List<Path> others) {
    this.own = own;
    List<Path> all = new ArrayList<>(others);
    all.addFirst(own);
    this.files = List.copyOf(all);
  }

  /** {@code $XDG_CONFIG_HOME/touchstone/known_hosts} and {@code ~/.ssh/known_hosts}. */
  public static KnownHosts standard(Function<String, Optional<String>> env) {
    Path home = Path.of(env.apply("HOME").orElse("."));
    Path configuration =
        env.apply("XDG_CONFIG_HOME")
            .filter(value -> value.startsWith("/"))
            .map(Path::of)
            .orElseGet(() -> home.resolve(".config"));
    return new KnownHosts(
        configuration.resolve("touchstone").resolve("known_hosts"),
        List.of(home.resolve(".ssh").resolve("known_hosts")));
  }

  /** What is known of a machine's key. */
  sealed interface Standing {
    record Known() implements Standing {}

    record Unknown() implements Standing {}

    /** Another key was known before, or this one was revoked. */
    record Changed(Path file, int line) implements Standing {}
  }

  private record Line(Path file, int number, String marker, String type, String key) {}

  Standing standing(Remote remote, PublicKey presented) {
    String key = PublicKeyEntry.toString(presented);
    List<Line> lines = lines(remote);
    Optional<Line> revoked =
        lines.stream()
            .filter(line -> line.marker().equals("revoked") && line.key().equals(key))
            .findFirst();
    List<Line> plain = lines.stream().filter(line -> line.marker().isEmpty()).toList();
    if (revoked.isEmpty() && plain.stream().anyMatch(line -> line.key().equals(key))) {
      return new Standing.Known();
    }
    return revoked
        .or(() -> plain.stream().findFirst())
        .<Standing>map(line -> new Standing.Changed(line.file(), line.number()))
        .orElseGet(Standing.Unknown::new);
  }

  /** The kinds of keys that are known of it, e.g. {@code ssh-ed25519}. */
  Set<String> types(Remote remote) {
    return lines(remote).stream()
        .filter(line -> line.marker().isEmpty())
        .map(Line::type)
        .collect(Collectors.toUnmodifiableSet());
  }

  void add(Remote remote, PublicKey key) {
    String host =
        remote.port() == STANDARD_PORT ? remote.host() : "[" + remote.host() + "]:" + remote.port();
    try {
      Files.createDirectories(own.toAbsolutePath().getParent());
      Files.writeString(
          own,
          host + " " + PublicKeyEntry.toString(key) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw Faults.files(own, e);
    }
  }

  /**
   * Forgets a machine that is deleted: clouds give its address to another one, whose key differs.
   * Only Touchstone's own file is changed.
   */
  public void forget(Remote remote) {
    if (!Files.exists(own)) {
      return;
    }
    Path beside = own.resolveSibling(own.getFileName() + ".new");
    try {
      List<String> kept =
          Files.readString(own, StandardCharsets.ISO_8859_1)
              .lines()
              .filter(text -> line(own, 1, text.strip(), remote).isEmpty())
              .toList();
      Files.write(beside, kept, StandardCharsets.ISO_8859_1);
      Files.move(beside, own, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw Faults.files(own, e);
    }
  }

  private List<Line> lines(Remote remote) {
    List<Line> found = new ArrayList<>();
    for (Path file : files) {
      if (Files.exists(file)) {
        read(file, remote, found);
      }
    }
    return found;
  }

  private static void read(Path file, Remote remote, List<Line> found) {
    try {
      List<String> lines = Files.readString(file, StandardCharsets.ISO_8859_1).lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        line(file, i + 1, lines.get(i).strip(), remote).ifPresent(found::add);
      }
    } catch (IOException e) {
      throw Faults.files(file, e);
    }
  }

  private static Optional<Line> line(Path file, int number, String text, Remote remote) {
    if (text.isEmpty() || text.startsWith("#")) {
      return Optional.empty();
    }
    try {
      KnownHostEntry entry = KnownHostEntry.parseKnownHostEntry(text);
      AuthorizedKeyEntry key = entry.getKeyEntry();
      if (key == null || !entry.isHostMatch(remote.host(), remote.port())) {
        return Optional.empty();
      }
      String encoded = Base64.getEncoder().encodeToString(key.getKeyData());
      String marker = Optional.ofNullable(entry.getMarker()).orElse("");
      return Optional.of(
          new Line(file, number, marker, key.getKeyType(), key.getKeyType() + " " + encoded));
    } catch (RuntimeException unreadable) {
      // a line that ssh itself would skip
      return Optional.empty();
    }
  }
}
