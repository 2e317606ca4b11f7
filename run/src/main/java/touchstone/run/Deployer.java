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
import touchstone.model.Ticker;

/** Keeps at most one candidate up at a time. Confined to the run's thread. */
final class Deployer implements AutoCloseable {
  private final List<Backend> backends;
  private final Progress progress;
  private final Ticker ticker;
  private final Released released;
  private Optional<Up> up = Optional.empty();

  private record Up(Candidate candidate, Deployment deployment, long sinceNanos) {}

  /** Hears of a deployment just before it goes down. */
  interface Released {
    void on(Candidate candidate, Deployment deployment, double upSeconds);
  }

  Deployer(List<Backend> backends, Progress progress, Ticker ticker, Released released) {
    this.ticker = ticker;
    this.released = released;
    this.backends = List.copyOf(backends);
    this.progress = progress;
  }

  /** The candidate's deployment: the one that is up, or a new one after the other is released. */
  Deployment deploy(Candidate candidate) {
    if (up.isPresent() && up.get().candidate().equals(candidate)) {
      return up.get().deployment();
    }
    close();
    long sinceNanos = ticker.nanos();
    Deployment deployment = backend(candidate).deploy(candidate, progress);
    up = Optional.of(new Up(candidate, deployment, sinceNanos));
    return deployment;
  }

  @Override
  public void close() {
    Optional<Up> last = up;
    up = Optional.empty();
    last.ifPresent(this::release);
  }

  private void release(Up last) {
    try (Deployment deployment = last.deployment()) {
      released.on(last.candidate(), deployment, (ticker.nanos() - last.sinceNanos()) / 1e9);
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
