package touchstone.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import touchstone.deploy.ReadinessProbe;
import touchstone.deploy.llamacpp.EngineLaunch;
import touchstone.deploy.llamacpp.LlamaCppBackend;
import touchstone.lifecycle.BackendHost;
import touchstone.lifecycle.DeploymentFolder;
import touchstone.lifecycle.Host;
import touchstone.lifecycle.Keeper;
import touchstone.lifecycle.Order;
import touchstone.lifecycle.process.EngineTemplates;
import touchstone.lifecycle.process.ProcessHost;
import touchstone.lifecycle.process.Watch;
import touchstone.model.Endpoint;
import touchstone.model.Ticker;

/** Makes the host of an order: the embedded engine, or a process from a command template. */
record Hosting(Wiring wiring) implements Keeper.Hosts {
  /** An engine of the user's own or one that ships, started as a process. */
  static final String PROCESS = "process";

  @Override
  public Host of(DeploymentFolder folder, Order order) {
    return order.backend().equals(LlamaCppBackend.NAME)
        ? embedded(folder, order)
        : new ProcessHost(
            folder,
            templates().find(order.engine()),
            wiring.environment(),
            probe(folder),
            Ticker.system());
  }

  EngineTemplates templates() {
    Path own = EngineTemplates.standardFile(wiring::env);
    return EngineTemplates.with(own);
  }

  private Host embedded(DeploymentFolder folder, Order order) {
    ReadinessProbe probe = probe(folder);
    return new BackendHost(
        new LlamaCppBackend(wiring::local, EngineLaunch.here(folder.path())),
        wiring.candidate(order.model()),
        endpoint -> probe.check(keyed(endpoint, folder)));
  }

  private ReadinessProbe probe(DeploymentFolder folder) {
    return new Readiness(
        wiring.client(
            name -> name.equals(Watch.KEY_VARIABLE) ? folder.secret() : wiring.env(name)));
  }

  private static Endpoint keyed(Endpoint endpoint, DeploymentFolder folder) {
    return new Endpoint(
        endpoint.url(),
        endpoint.model(),
        folder.secret().map(_ -> "${" + Watch.KEY_VARIABLE + "}").or(Optional::empty),
        Map.of(),
        endpoint.extraBody(),
        endpoint.takesBatches());
  }
}
