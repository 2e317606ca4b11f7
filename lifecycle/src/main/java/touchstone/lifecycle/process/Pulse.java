package touchstone.lifecycle.process;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import touchstone.deploy.ReadinessProbe;
import touchstone.lifecycle.DeploymentFolder;
import touchstone.lifecycle.EngineId;
import touchstone.lifecycle.Event;
import touchstone.lifecycle.Signals;
import touchstone.lifecycle.StartPhase;
import touchstone.model.Endpoint;
import touchstone.model.Language;
import touchstone.model.ProblemException;
import touchstone.model.Ticker;

/**
 * What an engine's log and its health say, as signals, wherever its process runs. Confined to one
 * thread.
 */
public final class Pulse {
  private static final long HEALTH_STARTING_NANOS = Duration.ofMillis(300).toNanos();
  private static final long HEALTH_SERVING_NANOS = Duration.ofSeconds(5).toNanos();
  private static final long SIGN_NANOS = Duration.ofSeconds(1).toNanos();
  private static final int PATIENCE_MILLIS = 3000;
  private static final int MISSES = 3;
  private static final int QUOTED = 12;

  private final DeploymentFolder folder;
  private final EngineTemplate template;
  private final EngineId engine;
  private final LogFollower log;
  private final ReadinessProbe probe;
  private final Ticker ticker;
  private boolean ready;
  private int missed;
  private long lastHealthNanos;
  private long lastSignNanos;
  private Event.Advanced progress = new Event.Advanced(StartPhase.PROVISIONING, -1);

  /**
   * @param log of the engine, read from where this attempt began
   * @param answered whether it is known to have answered before
   */
  public Pulse(
      DeploymentFolder folder,
      EngineTemplate template,
      EngineId engine,
      LogFollower log,
      ReadinessProbe probe,
      Ticker ticker,
      boolean answered) {
    this.folder = folder;
    this.template = template;
    this.engine = engine;
    this.log = log;
    this.probe = probe;
    this.ticker = ticker;
    this.ready = answered;
    this.lastHealthNanos = ticker.nanos() - HEALTH_SERVING_NANOS;
    this.lastSignNanos = ticker.nanos() - SIGN_NANOS;
  }

  /** Whether it has answered. */
  public boolean ready() {
    return ready;
  }

  /** Its last lines, oldest first. */
  public List<String> tail() {
    return log.last(QUOTED);
  }

  /** How it ended, in words: its exit status, and what it said last. */
  public String detail(OptionalInt status) {
    String ended = status.isPresent() ? "exit status " + status.getAsInt() : "killed";
    return tail().isEmpty() ? ended : ended + "; last line: " + tail().getLast();
  }

  /** Says each new phase, and at most once a second that there is life at all. */
  public void read(Signals signals) {
    List<String> lines = log.more();
    for (String line : lines) {
      Event.Advanced before = progress;
      template.dialect().read(line).ifPresent(each -> progress = each);
      if (progress.phase() != before.phase()) {
        say(signals);
      }
    }
    if (!lines.isEmpty() && ticker.nanos() - lastSignNanos >= SIGN_NANOS) {
      say(signals);
    }
  }

  private void say(Signals signals) {
    lastSignNanos = ticker.nanos();
    signals.on(progress);
  }

  /** Asks for its health, where that is due, and the first time for a real answer. */
  public void health(Signals signals) {
    long pause = ready ? HEALTH_SERVING_NANOS : HEALTH_STARTING_NANOS;
    if (ticker.nanos() - lastHealthNanos < pause) {
      return;
    }
    Optional<String> fault = fault();
    if (ready) {
      missed = fault.isPresent() ? missed + 1 : 0;
      if (missed == MISSES) {
        signals.on(new Event.HealthLost(fault.orElse("")));
      } else if (missed == 0) {
        signals.on(new Event.HealthBack());
      }
    } else if (fault.isEmpty() && answers()) {
      ready = true;
      signals.on(new Event.BecameReady());
    }
    lastHealthNanos = ticker.nanos();
  }

  /** What is wrong with its health; empty where it is well. */
  private Optional<String> fault() {
    try {
      URI url = URI.create("http://127.0.0.1:" + engine.port() + template.health());
      HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection(Proxy.NO_PROXY);
      connection.setConnectTimeout(PATIENCE_MILLIS);
      connection.setReadTimeout(PATIENCE_MILLIS);
      int status = connection.getResponseCode();
      connection.disconnect();
      return status == HttpURLConnection.HTTP_OK ? Optional.empty() : Optional.of("HTTP " + status);
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** One real question; what is wrong goes into the log for people to read. */
  private boolean answers() {
    try {
      probe.check(endpoint());
      return true;
    } catch (ProblemException e) {
      note("touchstone: " + e.problem().in(Language.EN));
      return false;
    }
  }

  private Endpoint endpoint() {
    return new Endpoint(
        URI.create("http://127.0.0.1:" + engine.port() + "/v1"),
        engine.model(),
        folder.secret().map(_ -> "${" + Watch.KEY_VARIABLE + "}"),
        Map.of(),
        "{}",
        false);
  }

  private void note(String line) {
    try {
      Files.writeString(
          folder.engineLog(), line + "\n", StandardCharsets.UTF_8, StandardOpenOption.APPEND);
    } catch (IOException e) {
      // the state still tells that it is not ready
      lastSignNanos = ticker.nanos();
    }
  }
}
