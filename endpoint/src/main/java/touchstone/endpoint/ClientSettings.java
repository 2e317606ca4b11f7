package touchstone.endpoint;

import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;
import touchstone.model.Ticker;

/**
 * What a {@link ChatClient} is made of.
 *
 * @param keepsConnections false for a new connection a request
 * @param tls which certificates are trusted
 * @param environment looks up a variable's value when bytes are written
 * @param wallClock for Retry-After dates only
 * @param random for back-off
 */
public record ClientSettings(
    Timeouts timeouts,
    Retrying retrying,
    boolean keepsConnections,
    SSLContext tls,
    Function<String, Optional<String>> environment,
    Ticker ticker,
    InstantSource wallClock,
    RandomGenerator random) {

  /** The usual: kept connections, the JDK's trust store, the machine's clocks. */
  public static ClientSettings standard(
      Function<String, Optional<String>> environment, RandomGenerator random) {
    return new ClientSettings(
        Timeouts.standard(),
        Retrying.standard(),
        true,
        trustStore(),
        environment,
        Ticker.system(),
        InstantSource.system(),
        random);
  }

  public ClientSettings with(Timeouts other) {
    return new ClientSettings(
        other, retrying, keepsConnections, tls, environment, ticker, wallClock, random);
  }

  public ClientSettings with(Retrying other) {
    return new ClientSettings(
        timeouts, other, keepsConnections, tls, environment, ticker, wallClock, random);
  }

  public ClientSettings with(SSLContext other) {
    return new ClientSettings(
        timeouts, retrying, keepsConnections, other, environment, ticker, wallClock, random);
  }

  public ClientSettings with(Ticker other) {
    return new ClientSettings(
        timeouts, retrying, keepsConnections, tls, environment, other, wallClock, random);
  }

  /** A new connection for every request, instead of kept ones. */
  public ClientSettings withoutKeptConnections() {
    return new ClientSettings(
        timeouts, retrying, false, tls, environment, ticker, wallClock, random);
  }

  private static SSLContext trustStore() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
