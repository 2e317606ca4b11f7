package touchstone.cli;

import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import touchstone.gateway.Engine;
import touchstone.gateway.Route;
import touchstone.gateway.Routes;
import touchstone.lifecycle.DeploymentFolder;
import touchstone.lifecycle.EngineId;
import touchstone.lifecycle.Life;
import touchstone.lifecycle.Roll;
import touchstone.lifecycle.State;
import touchstone.model.Problem;
import touchstone.model.Text;

/**
 * The gateway's routes: those that the user fixed, and every deployment as it stood at the last
 * look. A fixed route hides a deployment of its name. {@link #look} is called by one thread.
 */
final class LiveRoutes implements Routes {
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  private final List<Route> fixed;
  private final Set<String> taken;
  private final Roll roll;
  private volatile List<Route> now;

  LiveRoutes(List<Route> fixed, Roll roll) {
    this.fixed = List.copyOf(fixed);
    this.taken = fixed.stream().map(Route::name).collect(Collectors.toUnmodifiableSet());
    this.roll = roll;
    this.now = this.fixed;
  }

  @Override
  public List<Route> all() {
    return now;
  }

  /** Looks at the ledgers. */
  void look(long nowMillis) {
    List<Route> routes = new ArrayList<>(fixed);
    for (Roll.Standing each : roll.look(nowMillis)) {
      String name = each.life().order().name();
      if (!taken.contains(name)) {
        standing(name, each).map(standing -> new Route(name, standing)).ifPresent(routes::add);
      }
    }
    now = List.copyOf(routes);
  }

  private static Optional<Route.Standing> standing(String name, Roll.Standing seen) {
    Life life = seen.life();
    return switch (life.state()) {
      case State.Ready _ -> life.engine().map(engine -> up(name, engine, seen.folder()));
      case State.Requested _, State.Starting _, State.Restarting _, State.Unhealthy _ ->
          Optional.of(coming(seen));
      case State.Stopping stopping ->
          Optional.of(stopping.after() instanceof State.After.Rest ? stopped(name) : coming(seen));
      case State.Stopped _ -> Optional.of(stopped(name));
      case State.Failed failed -> Optional.of(failed(name, failed));
      case State.Releasing _, State.ReleaseFailed _, State.AwaitingDeletion _ ->
          Optional.of(leaving(name));
      case State.Released _ -> Optional.empty();
    };
  }

  private static Route.Standing up(String name, EngineId engine, DeploymentFolder folder) {
    return new Route.Standing.Up(
        new Engine(
            URI.create("http://127.0.0.1:" + engine.port() + "/v1"),
            LOOPBACK,
            engine.model(),
            folder.secret(),
            new Text(
                "稍后再试；touchstone ps 和 touchstone logs " + name + " 能看到原因。",
                "Try again in a moment; touchstone ps and touchstone logs "
                    + name
                    + " tell why.")));
  }

  private static Route.Standing coming(Roll.Standing seen) {
    return new Route.Standing.Coming(seen.life().state().title(), seen.leftMillis());
  }

  private static Route.Standing stopped(String name) {
    return new Route.Standing.Down(
        new Problem(
            new Text("部署 " + name + " 已停止", "Deployment " + name + " is stopped"),
            new Text(
                "启动它：touchstone start " + name + "。", "Start it: touchstone start " + name + ".")));
  }

  private static Route.Standing failed(String name, State.Failed failed) {
    Text cause = failed.cause().title();
    return new Route.Standing.Down(
        new Problem(
            new Text(
                "部署 " + name + " 没有在运行：" + cause.zh(),
                "Deployment " + name + " is not running: " + cause.en()),
            new Text(
                "原因见 touchstone logs " + name + "，修好后执行 touchstone start " + name + "。",
                "See touchstone logs " + name + ", mend it, then touchstone start " + name + ".")));
  }

  private static Route.Standing leaving(String name) {
    return new Route.Standing.Down(
        new Problem(
            new Text("部署 " + name + " 正在释放", "Deployment " + name + " is being released"),
            new Text(
                "要用就重新部署：touchstone deploy 模型 --name " + name + "。",
                "Deploy it anew: touchstone deploy MODEL --name " + name + ".")));
  }
}
