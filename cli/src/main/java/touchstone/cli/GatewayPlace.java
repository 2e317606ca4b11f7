package touchstone.cli;

import java.nio.file.Path;
import java.util.Optional;
import touchstone.gateway.KeyFile;
import touchstone.lifecycle.Deployments;

/** Where the gateway's files lie: {@code gateway} beside the deployments in the data folder. */
record GatewayPlace(Wiring wiring) {
  Deployments deployments() {
    return new Deployments(Deployments.standardRoot(wiring::env));
  }

  Path folder() {
    Path deployments = deployments().root();
    return Optional.ofNullable(deployments.getParent()).orElse(deployments).resolve("gateway");
  }

  Path accessLog() {
    return folder().resolve("access.jsonl");
  }

  KeyFile keys() {
    return new KeyFile(folder().resolve("keys.json"));
  }
}
