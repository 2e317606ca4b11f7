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
 * @param engine how arrivals are stamped; empty for what a self-test at the first request says
 * @param tls which certificates are trusted
 * @param environment looks up a variable's value when bytes are written
 * @param wallClock for Retry-After dates only
 * @param random for back-off
 */
public record ClientSettings(
    Timeouts timeouts,
    Retrying retrying,
    boolean keepsConnections,
    Optional<EngineKind> engine,
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
        Optional.empty(),
        trustStore(),
        environment,
        Ticker.system(),
        InstantSource.system(),
        random);
  }

  public ClientSettings with(Timeouts other) {
    return new ClientSettings(
        other, retrying, keepsConnections, engine, tls, environment, ticker, wallClock, random);
  }

  public ClientSettings with(Retrying other) {
    return new ClientSettings(
        timeouts, other, keepsConnections, engine, tls, environment, ticker, wallClock, random);
  }

  public ClientSettings with(SSLContext other) {
    return new ClientSettings(
        timeouts,
        retrying,
        keepsConnections,
        engine,
        other,
        environment,
        ticker,
        wallClock,
        random);
  }

  public ClientSettings with(Ticker other) {
    return new ClientSettings(
        timeouts, retrying, keepsConnections, engine, tls, environment, other, wallClock, random);
  }

  /** Prescribes the engine; the portable one stands in where this machine cannot have it. */
  public ClientSettings with(EngineKind other) {
    return new ClientSettings(
        timeouts,
        retrying,
        keepsConnections,
        Optional.of(other),
        tls,
        environment,
        ticker,
        wallClock,
        random);
  }

  /** A new connection for every request, instead of kept ones. */
  public ClientSettings withoutKeptConnections() {
    return new ClientSettings(
        timeouts, retrying, false, engine, tls, environment, ticker, wallClock, random);
  }

  private static SSLContext trustStore() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
