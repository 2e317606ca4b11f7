package touchstone.run;

import java.util.List;
import java.util.Optional;
import touchstone.deploy.Backend;
import touchstone.deploy.Deployment;
import touchstone.model.Candidate;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Progress;
import touchstone.model.Text;

/** Keeps at most one candidate up at a time. Confined to the run's thread. */
final class Deployer implements AutoCloseable {
  private final List<Backend> backends;
  private final Progress progress;
  private final Meter meter;
  private Optional<Up> up = Optional.empty();

  private record Up(Candidate candidate, Deployment deployment) {}

  Deployer(List<Backend> backends, Progress progress, Meter meter) {
    this.meter = meter;
    this.backends = List.copyOf(backends);
    this.progress = progress;
  }

  /** The candidate's deployment: the one that is up, or a new one after the other is released. */
  Deployment deploy(Candidate candidate) {
    if (up.isPresent() && up.get().candidate().equals(candidate)) {
      return up.get().deployment();
    }
    close();
    Deployment deployment = bringUp(candidate);
    up = Optional.of(new Up(candidate, deployment));
    meter.reached(deployment);
    return deployment;
  }

  private Deployment bringUp(Candidate candidate) {
    Backend backend = backend(candidate);
    meter.begin(candidate);
    try {
      return backend.deploy(candidate, progress);
    } catch (RuntimeException | Error fault) {
      meter.end();
      throw fault;
    }
  }

  @Override
  public void close() {
    Optional<Up> last = up;
    up = Optional.empty();
    last.ifPresent(this::release);
  }

  private void release(Up last) {
    try (Deployment _ = last.deployment()) {
      meter.end();
    }
  }

  private Backend backend(Candidate candidate) {
    return backends.stream()
        .filter(each -> each.takes(candidate))
        .findFirst()
        .orElseThrow(() ->
            new ProblemException(
                new Problem(
                    new Text(
                        "候选“" + candidate.label() + "”没有可用的部署方式",
                        "Nothing here can bring up '" + candidate.label() + "'"),
                    new Text(
                        "请改用 backend: local 或写 endpoint。",
                        "Use backend: local, or an endpoint."))));
  }
}
