package touchstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import touchstone.gateway.Engine;
import touchstone.gateway.Route;
import touchstone.lifecycle.Cause;
import touchstone.lifecycle.DeploymentFolder;
import touchstone.lifecycle.Deployments;
import touchstone.lifecycle.EngineId;
import touchstone.lifecycle.Entry;
import touchstone.lifecycle.Event;
import touchstone.lifecycle.Ledger;
import touchstone.lifecycle.Order;
import touchstone.lifecycle.Roll;
import touchstone.model.Language;
import touchstone.model.Text;

/** Where requests for a deployment go in every state of its life. */
class LiveRoutesTest {
  private static final Event LAUNCHED = new Event.Launched(new EngineId(1, 2, 8123, "qwen3"));

  @TempDir Path root;

  @Test
  void a_deployment_that_is_ready_is_reached_with_its_key() {
    DeploymentFolder folder = deployed();
    folder.keep("secret");
    write(folder, new Event.Elapsed(), LAUNCHED, new Event.BecameReady());
    Route.Standing.Up up = (Route.Standing.Up) look().getFirst().standing();
    assertThat(up.engine().url()).hasToString("http://127.0.0.1:8123/v1");
    assertThat(up.engine().model()).isEqualTo("qwen3");
    assertThat(up.engine().key()).contains("secret");
    assertThat(up.engine().remedy().in(Language.EN)).contains("touchstone logs shop");
  }

  @Test
  void one_on_its_way_is_waited_for() {
    DeploymentFolder folder = deployed();
    assertThat(look().getFirst().standing()).isInstanceOf(Route.Standing.Coming.class);
    write(folder, new Event.Elapsed(), LAUNCHED);
    assertThat(((Route.Standing.Coming) look().getFirst().standing()).what().in(Language.ZH))
        .isEqualTo("启动中：准备启动");
    write(folder, new Event.BecameReady(), new Event.HealthLost("HTTP 503"));
    assertThat(look().getFirst().standing()).isInstanceOf(Route.Standing.Coming.class);
  }

  @ParameterizedTest
  @CsvSource({
    "stop, touchstone start shop",
    "fail, touchstone logs shop",
    "release, touchstone deploy MODEL --name shop"
  })
  void one_that_does_not_come_by_itself_says_the_next_step(String how, String next) {
    DeploymentFolder folder = deployed();
    write(folder, new Event.Elapsed(), LAUNCHED, new Event.BecameReady());
    switch (how) {
      case "stop" -> write(folder, new Event.StopAsked(), ended());
      case "fail" -> write(folder, new Event.Ended(Cause.IMAGE, "no such file"));
      default -> write(folder, new Event.ReleaseAsked());
    }
    Route.Standing.Down down = (Route.Standing.Down) look().getFirst().standing();
    assertThat(down.problem().in(Language.EN)).contains(next);
    assertThat(down.problem().in(Language.ZH)).contains("shop");
  }

  @Test
  void one_that_is_released_is_gone() {
    DeploymentFolder folder = deployed();
    write(folder, new Event.ReleaseAsked(), ended(), new Event.Released());
    assertThat(look()).isEmpty();
  }

  @Test
  void a_fixed_route_hides_a_deployment_of_its_name() {
    deployed();
    Route fixed =
        Route.up(
            "shop",
            new Engine(
                URI.create("https://api.example/v1"),
                InetAddress.ofLiteral("127.0.0.1"),
                "m",
                Optional.empty(),
                Text.same("")));
    LiveRoutes routes = new LiveRoutes(List.of(fixed), new Roll(new Deployments(root)));
    assertThat(routes.all()).containsExactly(fixed);
    routes.look(0);
    assertThat(routes.all()).containsExactly(fixed);
    assertThat(routes.find("shop")).contains(fixed);
  }

  private static Event ended() {
    return new Event.Ended(Cause.CRASH, "");
  }

  private DeploymentFolder deployed() {
    Order order =
        new Order(
            "shop-1",
            "shop",
            "process",
            "vllm",
            "m",
            List.of(),
            3_600_000,
            Order.Tariff.free(),
            true);
    return new Deployments(root).create(order, 0);
  }

  private List<Route> look() {
    LiveRoutes routes = new LiveRoutes(List.of(), new Roll(new Deployments(root)));
    routes.look(1000);
    return routes.all();
  }

  private static void write(DeploymentFolder folder, Event... events) {
    try (Ledger ledger = Ledger.open(folder.ledger())) {
      for (Event event : events) {
        ledger.append(new Entry(0, event));
      }
    }
  }
}
