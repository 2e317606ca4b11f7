package touchstone.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
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
  void a_stream_that_waited_is_told_an_engine_s_refusal_in_its_own_words() throws Exception {
    assertThat(events(Script.tooMany("7"), "429"))
        .isEqualTo(
            "data: " + Script.errorBody("rate_limit_exceeded", "Too many requests") + "\n\n");
  }

  @Test
  void an_engine_s_refusal_on_several_lines_becomes_one_event() throws Exception {
    String lines = "{\r\n  \"error\": {\n    \"message\": \"上下文\\n太长\", \"code\": 4e2}\n}\n";
    assertThat(events(Script.json(400, lines), "400"))
        .isEqualTo("data: {    \"error\": {     \"message\": \"上下文\\n太长\", \"code\": 4e2} }\n\n");
  }

  static Stream<Arguments> refusalsWithoutJson() {
    String object = "{\"error\":\"" + "长".repeat(6000) + "\"}";
    String text = "HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/plain\r\n";
    return Stream.of(
        Arguments.of("500", "500", Script.json(500, "<h1>Internal Server Error</h1>")),
        Arguments.of("404", "404", Script.json(404, "404")),
        Arguments.of("400", "400", Script.json(400, "{\"error\":1} {\"error\":2}")),
        Arguments.of("413", "413", Script.json(413, object)),
        Arguments.of("503", "503", Script.raw(text + "\r\n", Script.Ending.CLOSE)),
        Arguments.of(
            "503", "503", Script.raw(text + "Content-Length: 99\r\n\r\n{", Script.Ending.CLOSE)),
        Arguments.of(
            "503", "503", Script.raw(text + "Content-Length: 99\r\n\r\n{", Script.Ending.RESET)),
        Arguments.of("503", "503", Script.endless(text + "\r\n", " {}", Duration.ofMillis(1))),
        Arguments.of(
            "302",
            "502",
            Script.raw(
                "HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n",
                Script.Ending.CLOSE)));
  }

  @ParameterizedTest
  @MethodSource("refusalsWithoutJson")
  void an_engine_s_refusal_without_words_to_pass_on_is_told_by_its_status(
      String said, String recorded, Script refusal) throws Exception {
    assertThat(events(refusal, recorded))
        .startsWith("data: {\"error\":{\"message\":\"shop 的引擎没有开始回答，返回了 HTTP " + said)
        .contains("看日志", "\"code\":\"engine_refused\"")
        .hasLineCount(2);
  }

  /**
   * What comes after the comments, to the end of the stream, from an engine that refuses.
   *
   * @param recorded the status under which the gateway counts it
   */
  private String events(Script refusal, String recorded) throws Exception {
    try (FakeEndpoint engine = FakeEndpoint.raw(_ -> refusal);
        Gateway gateway = gateway();
        Wire wire = new Wire(gateway.port())) {
      String head = wire.send(Wire.post(Stage.STREAM)).until("8 秒\n\n");
      routes.set(List.of(Stage.up("shop", engine)));
      String all = RelayTest.body(head + wire.until("\r\n0\r\n\r\n"));
      assertThat(wire.send(Wire.get("/metrics")).answer())
          .as("the connection lives on, and the engine's status is counted")
          .contains("requests_total{model=\"shop\",status=\"" + recorded + "\"} 1.0\n");
      RelayTest.eventually(() -> engine.openConnections() == 0);
      return all.replaceAll("(?m)^: .*\n\n", "");
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
