package touchstone.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import touchstone.lifecycle.DeploymentFolder;
import touchstone.lifecycle.EngineId;
import touchstone.lifecycle.Ledger;
import touchstone.lifecycle.Life;
import touchstone.lifecycle.Order;
import touchstone.lifecycle.State;

/** One deployment as JSON for scripts: where it stands, what it costs, how its start went. */
final class DeploymentReport {
  private static final double MILLION = 1e6;
  private static final double MILLIS = 1000;

  private DeploymentReport() {}

  static Map<String, Object> json(DeploymentFolder folder, Life life, long nowMillis) {
    Order order = life.order();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", order.id());
    json.put("name", order.name());
    json.put("state", life.state().code());
    json.put("backend", order.backend());
    json.put("engine", order.engine());
    json.put("model", order.model());
    order.remote().ifPresent(remote -> json.put("host", remote.address()));
    address(life).ifPresent(url -> json.put("url", url));
    life.engine().map(EngineId::model).ifPresent(name -> json.put("served_as", name));
    cause(life.state()).ifPresent(text -> json.put("cause", text));
    detail(life.state()).ifPresent(text -> json.put("detail", text));
    json.put("failures", life.failures());
    json.put("owned", folder.owned());
    json.put("requested", Instant.ofEpochMilli(life.requestedMillis()).toString());
    json.put("lease_ends", Instant.ofEpochMilli(life.leaseEndMillis()).toString());
    json.put("costs", costs(life, nowMillis));
    json.put("start_seconds", startSeconds(Ledger.history(folder.entries())));
    json.put("folder", folder.path().toString());
    return json;
  }

  static Map<String, Object> costs(Life life, long nowMillis) {
    Order.Tariff tariff = life.order().tariff();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("ran_seconds", life.meter().millis(nowMillis) / MILLIS);
    json.put("currency", tariff.currency());
    json.put("price_per_hour", tariff.microsPerHour() / MILLION);
    json.put("spent", life.spentMicros(nowMillis) / MILLION);
    json.put("spent_micros", life.spentMicros(nowMillis));
    json.put("set_aside", life.reservedMicros() / MILLION);
    tariff.budgetMicros().ifPresent(all -> json.put("budget", all / MILLION));
    return json;
  }

  /** Where it answers; empty while it does not run. */
  static Optional<String> address(Life life) {
    return life.engine().map(engine -> "http://127.0.0.1:" + engine.port() + "/v1");
  }

  private static Optional<String> cause(State state) {
    return switch (state) {
      case State.Failed failed -> Optional.of(failed.cause().name());
      case State.Restarting waiting -> Optional.of(waiting.cause().name());
      default -> Optional.empty();
    };
  }

  static Optional<String> detail(State state) {
    return switch (state) {
      case State.Failed failed -> Optional.of(failed.detail());
      case State.Restarting waiting -> Optional.of(waiting.detail());
      case State.ReleaseFailed failed -> Optional.of(failed.detail());
      case State.Unhealthy ill -> Optional.of(ill.why());
      default -> Optional.empty();
    };
  }

  /** Seconds that each phase of the last start took, up to the last entry of its ledger. */
  static Map<String, Double> startSeconds(List<Life> history) {
    Map<String, Double> seconds = new LinkedHashMap<>();
    for (int i = 1; i < history.size(); i++) {
      Life before = history.get(i - 1);
      Life after = history.get(i);
      if (before.state() instanceof State.Starting starting) {
        String phase = starting.phase().name().toLowerCase(Locale.ROOT);
        seconds.merge(phase, (after.atMillis() - before.atMillis()) / MILLIS, Double::sum);
      } else if (after.state() instanceof State.Starting) {
        seconds.clear();
      }
    }
    return seconds;
  }

  /** Time that is left of the lease, none once it is over. */
  static Duration leaseLeft(Life life, long nowMillis) {
    return Duration.ofMillis(Math.max(0, life.leaseEndMillis() - nowMillis));
  }
}
