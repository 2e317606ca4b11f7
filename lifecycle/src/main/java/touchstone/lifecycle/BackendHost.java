package touchstone.lifecycle;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import touchstone.deploy.Backend;
import touchstone.deploy.Deployment;
import touchstone.deploy.ReadinessProbe;
import touchstone.model.Candidate;
import touchstone.model.Language;
import touchstone.model.ProblemException;

/**
 * Runs an engine through a {@link Backend} inside its owner's process, or as a child that ends with
 * it: the embedded engine. Such an engine needs no guard, and there is never one to be found again.
 */
public final class BackendHost implements Host {
  private static final int LOOK_MILLIS = 200;
  private static final int LONGEST_END_MILLIS = 15_000;

  private final Backend backend;
  private final Candidate candidate;
  private final ReadinessProbe probe;
  private @Nullable Thread worker;

  public BackendHost(Backend backend, Candidate candidate, ReadinessProbe probe) {
    this.backend = backend;
    this.candidate = candidate;
    this.probe = probe;
  }

  @Override
  public void launch(Life life, Signals signals) {
    worker = Thread.ofPlatform().daemon().name("engine").start(() -> serve(signals));
  }

  @Override
  public void find(Life life, Signals signals) {
    signals.on(new Event.Ended(Cause.LOST, "an embedded engine ends with its owner"));
  }

  private void serve(Signals signals) {
    boolean ready = false;
    String why = "";
    try (Deployment deployment =
        backend.deploy(
            candidate,
            (what, fraction) -> signals.on(new Event.Advanced(StartPhase.LOADING, fraction)))) {
      signals.on(new Event.Launched(id(deployment)));
      signals.on(new Event.Advanced(StartPhase.WARMING, -1));
      probe.check(deployment.endpoint());
      signals.on(new Event.BecameReady());
      ready = true;
      while (deployment.failure().isEmpty()) {
        Thread.sleep(LOOK_MILLIS);
      }
      why = deployment.failure().orElseThrow().in(Language.EN);
    } catch (InterruptedException told) {
      why = "ended as told";
    } catch (ProblemException e) {
      why = e.problem().in(Language.EN);
    } catch (RuntimeException e) {
      why = e.toString();
    }
    signals.on(new Event.Ended(CauseReader.read(ready, OptionalInt.empty(), List.of(why)), why));
  }

  private static EngineId id(Deployment deployment) {
    ProcessHandle self = ProcessHandle.current();
    return new EngineId(
        self.pid(),
        self.info().startInstant().map(each -> each.toEpochMilli()).orElse(0L),
        deployment.endpoint().url().getPort(),
        deployment.endpoint().model());
  }

  @Override
  public void terminate(boolean force) {
    Optional.ofNullable(worker).ifPresent(Thread::interrupt);
  }

  @Override
  public void release(Life life) {
    Thread working = worker;
    if (working == null) {
      return;
    }
    working.interrupt();
    try {
      working.join(LONGEST_END_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (working.isAlive()) {
      throw Faults.stillThere("the embedded engine of " + life.order().name());
    }
  }

  @Override
  public void close() {
    terminate(true);
  }
}
