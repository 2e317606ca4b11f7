package touchstone.gateway;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is known of a client's key: all but the key itself.
 *
 * @param name that people use, in records too
 * @param sha256 of the key, in hexadecimal; a key has 256 random bits, so nobody guesses them back
 * @param expires first moment at which it is not taken any more; empty for never
 * @param requestsPerMinute most chat requests within any 60 s; empty for no limit
 * @param models that it may ask; empty for all
 */
public record Key(
    String name,
    String sha256,
    Instant created,
    Optional<Instant> expires,
    OptionalInt requestsPerMinute,
    List<String> models) {
  public Key {
    models = List.copyOf(models);
  }

  /** Whether it may ask that model. */
  public boolean covers(String model) {
    return models.isEmpty() || models.contains(model);
  }

  /** Whether it is past its time. */
  public boolean expired(Instant now) {
    return expires.filter(end -> !now.isBefore(end)).isPresent();
  }
}
