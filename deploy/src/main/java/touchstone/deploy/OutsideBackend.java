package touchstone.deploy;

import java.util.Map;
import touchstone.model.Candidate;
import touchstone.model.Endpoint;
import touchstone.model.Facts;
import touchstone.model.Progress;
import touchstone.model.Text;

/** Takes endpoints that run already; it brings nothing up and takes nothing down. */
public final class OutsideBackend implements Backend {
  private final ReadinessProbe probe;
  private final Addresses addresses;

  public OutsideBackend(ReadinessProbe probe) {
    this(probe, Addresses.resolving());
  }

  OutsideBackend(ReadinessProbe probe, Addresses addresses) {
    this.probe = probe;
    this.addresses = addresses;
  }

  @Override
  public boolean takes(Candidate candidate) {
    return candidate.source() instanceof Candidate.Outside;
  }

  @Override
  public Deployment deploy(Candidate candidate, Progress progress) {
    if (!(candidate.source() instanceof Candidate.Outside outside)) {
      throw new IllegalArgumentException("candidate " + candidate.id() + " is not outside");
    }
    addresses.check(outside.url());
    Endpoint endpoint =
        new Endpoint(
            outside.url(),
            outside.model(),
            outside.apiKey(),
            outside.headers(),
            outside.extraBody(),
            false);
    progress.report(
        new Text("正在确认端点 " + outside.url() + " 可用", "Checking the endpoint " + outside.url()), -1);
    probe.check(endpoint);
    return new Running(endpoint);
  }

  private record Running(Endpoint endpoint) implements Deployment {
    @Override
    public Facts facts() {
      return new Facts(
          Facts.UNKNOWN, Facts.UNKNOWN, Facts.UNKNOWN, Facts.UNKNOWN, 0, "outside", Map.of());
    }

    @Override
    public double engineSeconds() {
      return 0;
    }

    @Override
    public void close() {
      // somebody else's
    }
  }
}
