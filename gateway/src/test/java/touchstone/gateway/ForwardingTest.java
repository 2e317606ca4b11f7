package touchstone.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import touchstone.model.Problem;
import touchstone.model.Text;
import touchstone.testing.ChatAnswer;
import touchstone.testing.FakeEndpoint;
import touchstone.testing.Script;

/** What happens to a request whose deployment is not up. */
@Timeout(30)
class ForwardingTest {
  private static final Route COMING =
      new Route(
          "shop",
          new Route.Standing.Coming(new Text("加载权重", "loading weights"), OptionalLong.of(7500)));

  private final AtomicReference<List<Route>> routes = new AtomicReference<>(List.of(COMING));

  @Test
  void a_stream_is_told_how_far_it_is_and_then_answered() throws Exception {
    try (FakeEndpoint engine = FakeEndpoint.raw(_ -> ChatAnswer.of("在").script());
        Gateway gateway = gateway();
        Wire wire = new Wire(gateway.port())) {
      assertThat(wire.send(Wire.post(Stage.STREAM)).until("8 秒\n\n"))
          .startsWith("HTTP/1.1 200 ")
          .contains("text/event-stream", ": 正在启动 shop：加载权重，已等 0 秒，预计还要 8 秒");
      routes.set(List.of(Stage.up("shop", engine)));
      assertThat(wire.until("0\r\n\r\n")).contains("在", "data: [DONE]\n\n");
      assertThat(engine.requests().getFirst().body()).contains("\"model\":\"qwen3\"");
    }
  }

  @Test
  void a_stream_that_waited_is_told_an_engine_s_refusal_as_an_event() throws Exception {
    try (FakeEndpoint engine = FakeEndpoint.raw(_ -> Script.tooMany("7"));
        Gateway gateway = gateway();
        Wire wire = new Wire(gateway.port())) {
      wire.send(Wire.post(Stage.STREAM)).until("8 秒\n\n");
      routes.set(List.of(Stage.up("shop", engine)));
      assertThat(wire.until("0\r\n\r\n")).contains("data: {\"error\":", "engine_failed");
    }
  }

  @Test
  void a_stream_does_not_wait_for_ever() throws Exception {
    try (Gateway gateway = gateway();
        Wire wire = new Wire(gateway.port())) {
      assertThat(wire.send(Wire.post(Stage.STREAM)).until("0\r\n\r\n"))
          .contains("data: {\"error\":", "model_starting");
    }
  }

  @Test
  void any_other_request_is_told_when_to_come_back() throws Exception {
    try (Gateway gateway = gateway();
        Wire wire = new Wire(gateway.port())) {
      assertThat(wire.send(Wire.post(Stage.ASK)).answer())
          .startsWith("HTTP/1.1 503 ")
          .containsIgnoringCase("retry-after: 8\r\n")
          .contains("shop 还没起来（加载权重）", "model_starting");
    }
  }

  @Test
  void what_does_not_come_by_itself_is_refused_at_once() throws Exception {
    Problem stopped =
        new Problem(
            new Text("shop 已停止", "shop is stopped"),
            new Text("启动它：touchstone start shop", "Start it: touchstone start shop"));
    routes.set(List.of(new Route("shop", new Route.Standing.Down(stopped))));
    try (Gateway gateway = gateway();
        Wire wire = new Wire(gateway.port())) {
      assertThat(wire.send(Wire.post(Stage.STREAM)).answer())
          .startsWith("HTTP/1.1 503 ")
          .contains("touchstone start shop");
      assertThat(wire.send(Wire.get("/v1/models")).answer()).contains("\"data\":[]");
    }
  }

  @Test
  void a_deployment_that_is_released_meanwhile_is_not_found() throws Exception {
    try (Gateway gateway = gateway();
        Wire wire = new Wire(gateway.port())) {
      wire.send(Wire.post(Stage.STREAM)).until("8 秒\n\n");
      routes.set(List.of());
      assertThat(wire.until("0\r\n\r\n")).contains("model_not_found", "touchstone deploy");
    }
  }

  private Gateway gateway() {
    return Stage.start(Stage.hasty(Stage.settings()), routes::get);
  }
}
