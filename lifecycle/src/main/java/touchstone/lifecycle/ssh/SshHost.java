package touchstone.lifecycle.ssh;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import touchstone.deploy.ReadinessProbe;
import touchstone.lifecycle.Cause;
import touchstone.lifecycle.DeploymentFolder;
import touchstone.lifecycle.EngineId;
import touchstone.lifecycle.Event;
import touchstone.lifecycle.Faults;
import touchstone.lifecycle.Host;
import touchstone.lifecycle.Life;
import touchstone.lifecycle.Remote;
import touchstone.lifecycle.Signals;
import touchstone.lifecycle.State;
import touchstone.lifecycle.process.EngineTemplate;
import touchstone.lifecycle.process.LogFollower;
import touchstone.lifecycle.process.Pulse;
import touchstone.model.ProblemException;
import touchstone.model.Ticker;

/**
 * Runs an engine on a machine that is reached by ssh, behind a guard of its own there, and makes it
 * answer at a port of this machine's loopback. Engine and guard outlive the connection and its
 * owner up to the lease's end; the next owner finds them again.
 */
public final class SshHost implements Host {
  private static final Duration POLITE = Duration.ofSeconds(10);
  private static final Duration FORCED = Duration.ofSeconds(10);
  private static final Duration LOOK = Duration.ofMillis(500);

  private final DeploymentFolder folder;
  private final Remote remote;
  private final EngineTemplate template;
  private final Surroundings surroundings;
  private final Far far;
  private @Nullable SshWatch watch;

  /**
   * What a host needs of the machine that it runs on.
   *
   * @param environment of this process: variables that the template names go to the far engine
   * @param probe asks the engine one real question
   * @param random picks far ports and names attempts
   */
  public record Surroundings(
      KnownHosts known,
      Map<String, String> environment,
      ReadinessProbe probe,
      InstantSource clock,
      Ticker ticker,
      RandomGenerator random) {
    public Surroundings {
      environment = Map.copyOf(environment);
    }

    Optional<Path> agent() {
      return FarMachine.agent(environment);
    }
  }

  public SshHost(
      DeploymentFolder folder, Remote remote, EngineTemplate template, Surroundings surroundings) {
    this.folder = folder;
    this.remote = remote;
    this.template = template;
    this.surroundings = surroundings;
    this.far = new Far(folder.id());
  }

  @Override
  public void launch(Life life, Signals signals) {
    SshWatch next = watch(signals);
    next.start(() -> start(next, life), () -> adopt(next, life));
  }

  @Override
  public void find(Life life, Signals signals) {
    SshWatch next = watch(signals);
    next.start(() -> adopt(next, life), () -> adopt(next, life));
  }

  private SshWatch watch(Signals signals) {
    close();
    SshWatch next =
        new SshWatch(
            far,
            new Line(remote, surroundings.known(), surroundings.agent()),
            new FarLog(folder),
            this::remainingSeconds,
            surroundings.ticker(),
            signals);
    watch = next;
    return next;
  }

  private long remainingSeconds() {
    long until = folder.limitMillis().orElse(0L);
    return Math.max(0, Math.ceilDiv(until - surroundings.clock().millis(), 1000));
  }

  private void start(SshWatch next, Life life) throws InterruptedException {
    String attempt = Long.toHexString(surroundings.random().nextLong());
    List<Integer> offered = Ports.offered(surroundings.random());
    try {
      // as long as nothing was begun, a machine that does not answer is a start that failed
      next.connect();
    } catch (RefusedException e) {
      next.say(new Event.Ended(Cause.ACCESS, String.valueOf(e.getMessage())));
      return;
    } catch (IOException e) {
      next.say(new Event.Ended(Cause.UNREACHABLE, Shown.line(String.valueOf(e.getMessage()))));
      return;
    }
    Optional<Event.Ended> fault =
        next.answered(connection -> begun(connection, life, attempt, offered));
    if (fault.isPresent()) {
      next.say(fault.get());
      return;
    }
    long from = LogFollower.size(folder.engineLog());
    Look look = next.looked();
    serve(next, life, look, new LogFollower(folder.engineLog(), from), OptionalInt.empty());
  }

  /** Begins this attempt once, however often it is asked; why it cannot be, where it cannot. */
  private Optional<Event.Ended> begun(
      Connection connection, Life life, String attempt, List<Integer> offered) throws IOException {
    return switch (far.prepare(connection, attempt, offered)) {
      case Far.Prepared.Started _ -> Optional.empty();
      case Far.Prepared.Unfit unfit -> Optional.of(new Event.Ended(unfit.cause(), unfit.why()));
      case Far.Prepared.Port port ->
          far.begin(
                  connection, run(life, port.number()), attempt, port.number(), remainingSeconds())
              .map(why -> new Event.Ended(Cause.CRASH, why));
    };
  }

  private String run(Life life, int port) {
    Map<String, String> variables = new TreeMap<>();
    template
        .passed()
        .forEach(name ->
            Optional.ofNullable(surroundings.environment().get(name))
                .ifPresent(value -> variables.put(name, value)));
    variables.putAll(template.variables(life.order(), port, folder));
    return FarScript.run(variables, template.command(life.order(), port));
  }

  private void adopt(SshWatch next, Life life) throws InterruptedException {
    long from = LogFollower.size(folder.engineLog());
    Look look = next.found();
    if (look.standing() == Look.Standing.ALIVE) {
      OptionalInt port =
          life.engine().map(known -> OptionalInt.of(known.port())).orElse(OptionalInt.empty());
      serve(next, life, look, new LogFollower(folder.engineLog(), from), port);
    }
  }

  private void serve(SshWatch next, Life life, Look look, LogFollower log, OptionalInt port)
      throws InterruptedException {
    int local = next.tunnelled(port, look.port());
    EngineId engine =
        new EngineId(
            look.guard(),
            life.engine().map(EngineId::startedMillis).orElse(surroundings.clock().millis()),
            local,
            template.served(life.order()));
    next.say(new Event.Launched(engine));
    boolean answered =
        life.state() instanceof State.Ready || life.state() instanceof State.Unhealthy;
    next.follow(
        new Pulse(
            folder, template, engine, log, surroundings.probe(), surroundings.ticker(), answered));
  }

  @Override
  public void terminate(boolean force) {
    Optional.ofNullable(watch).ifPresent(each -> each.terminate(force));
  }

  @Override
  public void release(Life life) {
    close();
    try (Line line = new Line(remote, surroundings.known(), surroundings.agent())) {
      Connection connection = line.up();
      if (!gone(connection, POLITE, false) && !gone(connection, FORCED, true)) {
        throw Faults.stillThere(remote.address() + ": " + far.stop(connection, true));
      }
      rest(connection);
      far.forget(connection);
    } catch (IOException e) {
      // where the meter does not run, nothing was ever started, or all of it was seen to end
      if (life.meter().openSinceMillis().isPresent()) {
        throw e instanceof RefusedException refused
            ? new ProblemException(refused.problem(), e)
            : SshFaults.unreachable(remote, life.order(), e);
      }
    }
  }

  /** Ends what runs there; whether nothing is left after a while. */
  private boolean gone(Connection connection, Duration patience, boolean force) throws IOException {
    long end = surroundings.ticker().nanos() + patience.toNanos();
    List<String> left = far.stop(connection, force);
    while (!left.isEmpty() && surroundings.ticker().nanos() < end) {
      if (!pause()) {
        return false;
      }
      left = far.left(connection);
    }
    return left.isEmpty();
  }

  private void rest(Connection connection) throws IOException {
    FarLog log = new FarLog(folder);
    long before = -1;
    while (log.offset() != before) {
      before = log.offset();
      Far.Seen seen = far.look(connection, before, 0);
      log.add(seen.log(), seen.look().logBytes());
    }
  }

  private boolean pause() {
    try {
      surroundings.ticker().sleep(LOOK);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    Optional.ofNullable(watch).ifPresent(SshWatch::end);
    watch = null;
  }
}
