package touchstone.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import touchstone.model.Language;
import touchstone.testing.ChatAnswer;
import touchstone.testing.FakeEndpoint;
import touchstone.testing.FakeRequest;
import touchstone.testing.Framing;
import touchstone.testing.Script;

@Timeout(30)
class RelayTest {
  private static final String TEXT = "您好，七天无理由退货。";

  @Test
  void the_model_s_name_is_replaced_and_every_other_byte_stays() throws Exception {
    String odd =
        "{ \"messages\" : [ {\"role\":\"user\",\"content\":\"model \\\"shop\\\" 在吗\"} ],\n"
            + " \"mod\\u0065l\" :  \"sh\\u006fp\" ,\"temperature\":0.70,\"seed\":9007199254740993"
            + " }";
    try (Stage stage = Stage.of(_ -> ChatAnswer.of("在").asOneJson())) {
      assertThat(stage.say(Wire.post(odd))).startsWith("HTTP/1.1 200 ").contains("在");
      FakeRequest seen = stage.engine().requests().getFirst();
      assertThat(seen.body()).isEqualTo(odd.replace("\"sh\\u006fp\"", "\"qwen3\""));
      assertThat(seen.path()).isEqualTo("/v1/chat/completions");
    }
  }

  @Test
  void the_client_s_key_and_cookies_stay_here_and_the_engine_s_key_goes_on() throws Exception {
    try (Stage stage = Stage.of(_ -> ChatAnswer.of("在").asOneJson())) {
      stage.say(
          Wire.post(Stage.ASK, "Authorization: Bearer mine", "Cookie: a=b", "X-Request-Id: 7"));
      FakeRequest seen = stage.engine().requests().getFirst();
      assertThat(seen.header("authorization")).isEqualTo("Bearer engine-key");
      assertThat(seen.header("cookie")).isEmpty();
      assertThat(seen.header("x-request-id")).isEqualTo("7");
    }
  }

  @ParameterizedTest
  @EnumSource(Framing.class)
  void a_stream_arrives_byte_for_byte_however_it_is_framed(Framing framing) throws Exception {
    ChatAnswer answer =
        ChatAnswer.characters(TEXT).wire(wire -> wire.framing(framing).comments().lineEnd("\r\n"));
    String direct;
    try (FakeEndpoint engine = FakeEndpoint.raw(_ -> answer.script());
        Wire wire = new Wire(engine.port())) {
      direct = body(wire.send(Wire.post(Stage.STREAM)).until("[DONE]\r\n\r\n"));
    }
    try (Stage stage = Stage.of(_ -> answer.script())) {
      assertThat(body(stage.say(Wire.post(Stage.STREAM)))).isEqualTo(direct);
    }
  }

  @Test
  void every_event_is_there_before_the_next_is_sent() throws Exception {
    ChatAnswer slow =
        ChatAnswer.of("一", "二").withoutRole().pace(Duration.ZERO, Duration.ofMillis(300));
    try (Stage stage = Stage.of(_ -> slow.script());
        Wire wire = stage.wire()) {
      wire.send(Wire.post(Stage.STREAM)).until("一");
      long first = System.nanoTime();
      wire.until("二");
      assertThat(System.nanoTime() - first).isGreaterThan(Duration.ofMillis(150).toNanos());
    }
  }

  @Test
  void a_client_that_leaves_takes_its_request_with_it() throws Exception {
    Script endless =
        Script.endless(
            "HTTP/1.1 200 OK\r\n"
                + "Content-Type: text/event-stream\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n",
            "6\r\n: ok\n\n\r\n",
            Duration.ofMillis(5));
    try (Stage stage = Stage.of(_ -> endless)) {
      try (Wire wire = stage.wire()) {
        wire.send(Wire.post(Stage.STREAM)).until(": ok");
        assertThat(stage.engine().openConnections()).isEqualTo(1);
      }
      eventually(() -> stage.engine().openConnections() == 0);
    }
  }

  @Test
  void a_client_that_never_reads_stops_the_engine_and_is_given_up() throws Exception {
    String kilobytes = "x".repeat(32 << 10);
    Script endless =
        Script.endless(
            "HTTP/1.1 200 OK\r\n"
                + "Content-Type: text/event-stream\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n",
            Integer.toHexString(kilobytes.length()) + "\r\n" + kilobytes + "\r\n",
            Duration.ZERO);
    try (Stage stage = Stage.of(_ -> endless, Stage::hasty);
        Wire wire = stage.wire()) {
      wire.send(Wire.post(Stage.STREAM));
      eventually(() -> stage.engine().openConnections() == 1);
      eventually(() -> stage.engine().openConnections() == 0);
      long sent =
          stage.engine().deliveries().getFirst().writes().stream().mapToLong(w -> w.bytes()).sum();
      assertThat(sent).as("bytes that the engine got rid of").isLessThan(64L << 20);
    }
  }

  @Test
  void an_engine_that_breaks_off_leaves_a_stream_without_an_end() throws Exception {
    Script broken = ChatAnswer.of("一", "二").brokenAfter(2, Script.Ending.CLOSE);
    try (Stage stage = Stage.of(_ -> broken)) {
      assertThat(stage.say(Wire.post(Stage.STREAM)))
          .contains("一")
          .doesNotContain("[DONE]")
          .doesNotContain("\r\n0\r\n\r\n");
    }
  }

  @Test
  void an_engine_without_an_answer_is_told_in_openai_s_shape() throws Exception {
    try (Stage stage = Stage.of(_ -> Script.reset())) {
      assertThat(stage.say(Wire.post(Stage.ASK)))
          .startsWith("HTTP/1.1 502 ")
          .contains("\"error\":{\"message\":\"shop 的引擎", "\"code\":\"engine_failed\"");
    }
  }

  @Test
  void an_engine_that_is_gone_is_told_with_a_time_to_try_again() throws Exception {
    FakeEndpoint engine = FakeEndpoint.raw(_ -> Script.silence());
    Route route = Stage.up("shop", engine);
    engine.close();
    try (Gateway gateway = Stage.gateway(List.of(route), settings -> settings);
        Wire wire = new Wire(gateway.port())) {
      assertThat(wire.send(Wire.post(Stage.ASK)).answer())
          .startsWith("HTTP/1.1 503 ")
          .containsIgnoringCase("retry-after: 5")
          .contains("model_unreachable");
    }
  }

  @Test
  void an_engine_s_error_passes_as_it_is() throws Exception {
    try (Stage stage = Stage.of(_ -> Script.tooMany("7"))) {
      assertThat(stage.say(Wire.post(Stage.ASK)))
          .startsWith("HTTP/1.1 429 ")
          .contains("Retry-After: 7")
          .endsWith(Script.errorBody("rate_limit_exceeded", "Too many requests"));
    }
  }

  @Test
  void requests_sent_ahead_are_answered_in_order() throws Exception {
    try (Stage stage = Stage.of(request -> ChatAnswer.of("答" + request.number()).asOneJson());
        Wire wire = stage.wire()) {
      wire.send(Wire.post(Stage.ASK) + Wire.get("/v1/models") + Wire.post(Stage.ASK));
      assertThat(wire.answer()).contains("答0");
      assertThat(wire.answer()).contains("\"id\":\"shop\"");
      assertThat(wire.answer()).contains("答1");
    }
  }

  @Test
  void an_old_client_gets_the_stream_unframed() throws Exception {
    ChatAnswer answer = ChatAnswer.characters(TEXT);
    try (Stage stage = Stage.of(_ -> answer.script());
        Wire wire = stage.wire()) {
      String all = wire.send(Wire.post(Stage.STREAM).replace("HTTP/1.1", "HTTP/1.0")).rest();
      assertThat(all.toLowerCase(java.util.Locale.ROOT)).doesNotContain("transfer-encoding");
      assertThat(all).endsWith("data: [DONE]\n\n").doesNotContain("[reset]");
    }
  }

  @Test
  void streams_under_way_end_in_order_when_the_gateway_closes() throws Exception {
    ChatAnswer slow = ChatAnswer.characters(TEXT).pace(Duration.ZERO, Duration.ofMillis(30));
    try (FakeEndpoint engine = FakeEndpoint.raw(_ -> slow.script())) {
      Gateway gateway = Stage.gateway(List.of(Stage.up("shop", engine)), each -> each);
      try (Wire wire = new Wire(gateway.port());
          Wire idle = new Wire(gateway.port())) {
        wire.send(Wire.post(Stage.STREAM)).until("您");
        long start = System.nanoTime();
        Thread closing = Thread.ofVirtual().start(gateway::close);
        assertThat(wire.rest()).contains("[DONE]").endsWith("0\r\n\r\n");
        assertThat(idle.rest()).isEmpty();
        closing.join();
        assertThat(System.nanoTime() - start).isLessThan(Duration.ofSeconds(9).toNanos());
      }
    }
  }

  @Test
  void messages_come_in_the_language_of_the_gateway() throws Exception {
    try (Stage stage =
        Stage.of(
            _ -> Script.silence(),
            usual ->
                new GatewaySettings(
                    usual.address(), Language.EN, usual.limits(), usual.patience()))) {
      assertThat(stage.say(Wire.post(Stage.ASK.replace("shop", "shpo"))))
          .startsWith("HTTP/1.1 404 ")
          .contains("There is no deployment named 'shpo'. There are: shop.", "model_not_found");
    }
  }

  /** An answer's body, unchunked. */
  static String body(String answer) {
    int end = answer.indexOf("\r\n\r\n");
    String head = answer.substring(0, end).toLowerCase(java.util.Locale.ROOT);
    byte[] rest = answer.substring(end + 4).getBytes(UTF_8);
    if (!head.contains("chunked")) {
      return new String(rest, UTF_8);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int at = 0;
    while (at < rest.length) {
      int line = at;
      while (rest[line] != '\n') {
        line++;
      }
      String size = new String(rest, at, line - at, UTF_8).split("[;\r]", 2)[0].strip();
      int length = Integer.parseInt(size, 16);
      if (length == 0 || line + 1 + length > rest.length) {
        break;
      }
      out.write(rest, line + 1, length);
      at = line + 1 + length + 2;
    }
    return out.toString(UTF_8);
  }

  static void eventually(java.util.function.BooleanSupplier wanted) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
    while (!wanted.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within 15 s");
      }
      Thread.sleep(10);
    }
  }
}
