package touchstone.gateway;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import touchstone.model.ProblemException;
import touchstone.model.Ticker;

/**
 * The keys that a running gateway takes. Once there was a key, one is asked for until the gateway
 * ends: revoking the last one opens nothing. Where the file cannot be read, none is taken.
 * Thread-safe; only {@link #refresh} touches the disk.
 */
public final class KeyRing {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final KeyFile file;
  private final LastUses lastUses;
  private final InstantSource clock;
  private final Ticker ticker;
  private final Map<String, Instant> uses = new ConcurrentHashMap<>();
  private final Map<String, Window> windows = new ConcurrentHashMap<>();
  private volatile boolean asked;
  private volatile List<Key> keys = List.of();

  private KeyRing(KeyFile file, InstantSource clock, Ticker ticker) {
    this.file = file;
    this.lastUses = LastUses.beside(file);
    this.clock = clock;
    this.ticker = ticker;
  }

  /**
   * Reads the keys.
   *
   * @throws ProblemException where the file is there and cannot be read
   */
  public static KeyRing open(KeyFile file, InstantSource clock, Ticker ticker) {
    KeyRing ring = new KeyRing(file, clock, ticker);
    ring.refresh();
    return ring;
  }

  /** Whether requests must bear a key. */
  public boolean asked() {
    return asked;
  }

  /** Whether there is a key that is taken now. */
  public boolean usable() {
    return keys.stream().anyMatch(key -> !key.expired(clock.instant()));
  }

  /**
   * Reads the keys again and writes down which were used; called every moment.
   *
   * @throws ProblemException where a file cannot be read or written
   */
  public void refresh() {
    try {
      keys = file.read();
      asked = asked || !keys.isEmpty();
    } catch (ProblemException broken) {
      keys = List.of();
      asked = true;
      throw broken;
    } finally {
      windows.keySet().retainAll(keys.stream().map(Key::sha256).toList());
    }
    saveUses();
  }

  /** Writes down which keys were used since the last time. */
  public void saveUses() {
    Map<String, Instant> fresh = new HashMap<>(uses);
    if (!fresh.isEmpty()) {
      lastUses.merge(fresh);
      fresh.forEach(uses::remove);
    }
  }

  /**
   * The key that a client shows.
   *
   * @param shown the Authorization header, empty where there is none
   * @throws Refusal where it is none of ours, or past its time
   */
  Key check(String shown) {
    String secret = bearer(shown).orElseThrow(KeyRefusals::missing);
    byte[] digest = KeyFile.digest(secret).getBytes(StandardCharsets.US_ASCII);
    Key found = null;
    // Every key is compared in full, so that the time tells nothing.
    for (Key key : keys) {
      if (MessageDigest.isEqual(digest, key.sha256().getBytes(StandardCharsets.US_ASCII))) {
        found = key;
      }
    }
    if (found == null) {
      throw KeyRefusals.unknown();
    }
    Instant now = clock.instant();
    if (found.expired(now)) {
      throw KeyRefusals.expired(found.name(), found.expires().orElse(now));
    }
    uses.put(found.sha256(), now);
    return found;
  }

  private static Optional<String> bearer(String header) {
    String[] words = header.strip().split(" +", 2);
    return words.length == 2 && words[0].equalsIgnoreCase("bearer")
        ? Optional.of(words[1].strip())
        : Optional.empty();
  }

  /**
   * Counts a chat request against its key's limit.
   *
   * @throws Refusal where the key has had its share of this minute
   */
  void count(Key key) {
    key.requestsPerMinute()
        .ifPresent(most -> {
          long waitNanos =
              windows
                  .computeIfAbsent(key.sha256(), _ -> new Window(most, MINUTE.toNanos()))
                  .take(ticker.nanos());
          if (waitNanos > 0) {
            throw KeyRefusals.limited(key.name(), most, waitNanos);
          }
        });
  }
}
