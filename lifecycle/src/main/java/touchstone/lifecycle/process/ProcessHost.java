package touchstone.lifecycle.process;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import touchstone.deploy.ReadinessProbe;
import touchstone.lifecycle.Cause;
import touchstone.lifecycle.DeploymentFolder;
import touchstone.lifecycle.EngineId;
import touchstone.lifecycle.Event;
import touchstone.lifecycle.Faults;
import touchstone.lifecycle.Host;
import touchstone.lifecycle.Life;
import touchstone.lifecycle.Signals;
import touchstone.lifecycle.State;
import touchstone.model.Ticker;

/**
 * Runs an engine as a process of this machine behind a {@link Guard}. Engine and guard outlive
 * their owner up to the lease's end, and the next owner finds them again.
 */
public final class ProcessHost implements Host {
  private static final Duration POLITE = Duration.ofSeconds(8);
  private static final Duration FORCED = Duration.ofSeconds(5);
  private static final Duration LOOK = Duration.ofMillis(50);

  /** Start times of one process may differ by so much between two readers. */
  private static final long ROUNDING_MILLIS = 2000;

  private final DeploymentFolder folder;
  private final EngineTemplate template;
  private final Map<String, String> environment;
  private final ReadinessProbe probe;
  private final Ticker ticker;
  private @Nullable Watch watch;
  private Optional<ProcessHandle> guard = Optional.empty();

  /**
   * @param environment of this process; the engine sees a small part of it
   * @param probe asks the engine one real question; finds the key as {@link Watch#KEY_VARIABLE}
   */
  public ProcessHost(
      DeploymentFolder folder,
      EngineTemplate template,
      Map<String, String> environment,
      ReadinessProbe probe,
      Ticker ticker) {
    this.folder = folder;
    this.template = template;
    this.environment = Map.copyOf(environment);
    this.probe = probe;
    this.ticker = ticker;
  }

  @Override
  public void launch(Life life, Signals signals) {
    try {
      int port = freePort();
      Files.deleteIfExists(folder.exitStatus());
      long from = LogFollower.size(folder.engineLog());
      Process process = builder(life, port).start();
      EngineId engine =
          new EngineId(
              process.pid(),
              Marked.startedMillis(process.toHandle()),
              port,
              template.served(life.order()));
      signals.on(new Event.Launched(engine));
      watch(process.toHandle(), engine, life, new LogFollower(folder.engineLog(), from), signals);
    } catch (IOException e) {
      throw Faults.files(folder.path(), e);
    }
  }

  private ProcessBuilder builder(Life life, int port) {
    List<String> command = new ArrayList<>(guardCommand());
    command.add(folder.deadline().toAbsolutePath().toString());
    command.add(folder.exitStatus().toAbsolutePath().toString());
    command.addAll(template.command(life.order(), port));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(folder.path().toFile());
    builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(folder.engineLog().toFile()));
    builder.environment().clear();
    builder.environment().putAll(PassedOn.of(environment, template.passed()));
    builder.environment().putAll(template.variables(life.order(), port, folder));
    return builder;
  }

  private static List<String> guardCommand() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx16m",
        "-Xss512k",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("java.class.path"),
        Guard.class.getName());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void find(Life life, Signals signals) {
    Optional<ProcessHandle> known = life.engine().flatMap(this::running);
    if (known.isPresent()) {
      EngineId engine = life.engine().orElseThrow();
      signals.on(new Event.Launched(engine));
      LogFollower log = new LogFollower(folder.engineLog(), LogFollower.size(folder.engineLog()));
      watch(known.get(), engine, life, log, signals);
      return;
    }
    // its guard is gone, or it was never written down on which port it listens
    Thread.ofPlatform().daemon().name("sweep").start(() -> sweep(life, signals));
  }

  private void sweep(Life life, Signals signals) {
    while (!gone(life, FORCED, true)) {
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
    }
    signals.on(new Event.Ended(Cause.LOST, "nobody watched it when it ended"));
  }

  private Optional<ProcessHandle> running(EngineId engine) {
    return ProcessHandle.of(engine.processId())
        .filter(ProcessHandle::isAlive)
        .filter(process ->
            Math.abs(Marked.startedMillis(process) - engine.startedMillis()) <= ROUNDING_MILLIS)
        .filter(process -> folder.id().equals(Marked.all().get(process.pid())));
  }

  private void watch(
      ProcessHandle process, EngineId engine, Life life, LogFollower log, Signals signals) {
    guard = Optional.of(process);
    boolean answered =
        life.state() instanceof State.Ready || life.state() instanceof State.Unhealthy;
    Watch next =
        new Watch(
            folder,
            process,
            life.requestedMillis(),
            new Pulse(folder, template, engine, log, probe, ticker, answered),
            ticker);
    Thread.ofPlatform().daemon().name("watch").start(() -> next.run(signals));
    watch = next;
  }

  @Override
  public void terminate(boolean force) {
    guard.ifPresent(ProcessHandle::destroy);
    if (force) {
      Marked.of(folder.id(), 0).forEach(ProcessHandle::destroyForcibly);
    }
  }

  @Override
  public void release(Life life) {
    if (!gone(life, POLITE, false) && !gone(life, FORCED, true)) {
      throw Faults.stillThere(
          Marked.of(folder.id(), life.requestedMillis()).stream()
              .map(process -> "pid " + process.pid())
              .toList()
              .toString());
    }
    try {
      Files.deleteIfExists(folder.deadline());
    } catch (IOException e) {
      throw Faults.files(folder.deadline(), e);
    }
  }

  /** Ends what carries the mark; whether nothing is left after a while. */
  private boolean gone(Life life, Duration patience, boolean force) {
    long end = ticker.nanos() + patience.toNanos();
    List<ProcessHandle> left = Marked.of(folder.id(), life.requestedMillis());
    if (!force) {
      terminate(false);
    }
    while (!left.isEmpty() && ticker.nanos() < end) {
      if (force || guard.filter(ProcessHandle::isAlive).isEmpty()) {
        left.forEach(ProcessHandle::destroyForcibly);
      }
      if (!pause()) {
        return false;
      }
      left = Marked.of(folder.id(), life.requestedMillis());
    }
    return left.isEmpty();
  }

  private boolean pause() {
    try {
      ticker.sleep(LOOK);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    Optional.ofNullable(watch).ifPresent(Watch::end);
  }
}
