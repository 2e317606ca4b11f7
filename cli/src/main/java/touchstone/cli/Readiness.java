package touchstone.cli;

import java.time.Duration;
import touchstone.deploy.ReadinessProbe;
import touchstone.endpoint.ChatClient;
import touchstone.endpoint.ClientSettings;
import touchstone.endpoint.EndpointProbe;
import touchstone.endpoint.ProbeReport;
import touchstone.endpoint.Retrying;
import touchstone.model.Endpoint;
import touchstone.model.ProblemException;

/** Lets a run begin only with an endpoint that answered once; a busy one is given two minutes. */
record Readiness(ClientSettings settings) implements ReadinessProbe {
  private static final Retrying PATIENT =
      new Retrying(4, Duration.ofMillis(500), Duration.ofSeconds(10), Duration.ofMinutes(2));

  @Override
  public void check(Endpoint endpoint) {
    try (ChatClient client = new ChatClient(settings.with(PATIENT))) {
      ProbeReport report = new EndpointProbe(client).probe(endpoint);
      if (!report.usable()) {
        throw new ProblemException(report.problems().getFirst());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while probing " + endpoint.url(), e);
    }
  }
}
