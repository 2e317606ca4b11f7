package touchstone.cli;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
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
import touchstone.lifecycle.ssh.KnownHosts;
import touchstone.lifecycle.ssh.SshHost;
import touchstone.model.Endpoint;
import touchstone.model.Ticker;

/**
 * Makes the host of an order: the embedded engine, or a process from a command template, here or by
 * ssh.
 */
record Hosting(Wiring wiring) implements Keeper.Hosts {
  /** An engine of the user's own or one that ships, started as a process. */
  static final String PROCESS = "process";

  /** The same on a machine that is reached by ssh. */
  static final String SSH = "ssh";

  @Override
  public Host of(DeploymentFolder folder, Order order) {
    return switch (order.backend()) {
      case LlamaCppBackend.NAME -> embedded(folder, order);
      case SSH -> far(folder, order);
      default ->
          new ProcessHost(
              folder,
              templates().find(order.engine()),
              wiring.environment(),
              probe(folder),
              Ticker.system());
    };
  }

  private Host far(DeploymentFolder folder, Order order) {
    return new SshHost(
        folder,
        order.remote().orElseThrow(),
        templates().find(order.engine()),
        new SshHost.Surroundings(
            KnownHosts.standard(wiring::env),
            wiring.environment(),
            probe(folder),
            InstantSource.system(),
            Ticker.system(),
            new Random()));
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
