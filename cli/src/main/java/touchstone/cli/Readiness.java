package touchstone.cli;

import touchstone.deploy.ReadinessProbe;
import touchstone.endpoint.ChatClient;
import touchstone.endpoint.ClientSettings;
import touchstone.endpoint.EndpointProbe;
import touchstone.endpoint.ProbeReport;
import touchstone.model.Endpoint;
import touchstone.model.ProblemException;

/** Lets a run begin only with an endpoint that answered once. */
record Readiness(ClientSettings settings) implements ReadinessProbe {
  @Override
  public void check(Endpoint endpoint) {
    try (ChatClient client = new ChatClient(settings)) {
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
