package touchstone.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import touchstone.testing.ChatAnswer;

/** What a client may try over a raw socket. None of it reaches the engine. */
@Timeout(30)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileClientTest {
  private static final String POST = "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\n";

  private final Stage stage = Stage.of(_ -> ChatAnswer.of("在").asOneJson(), Stage::hasty);

  @BeforeAll
  void works() throws Exception {
    assertThat(stage.say(Wire.post(Stage.ASK))).startsWith("HTTP/1.1 200 ");
  }

  @AfterAll
  void only_the_first_request_and_the_good_ones_came_through() {
    assertThat(stage.engine().requests())
        .allSatisfy(request -> assertThat(request.body()).startsWith("{\"model\":\"qwen3\""));
    stage.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
        "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
        "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}",
        "Content-Length: 2, 2\r\n\r\n{}",
        "Content-Length: +2\r\n\r\n{}",
        "Content-Length: -2\r\n\r\n{}",
        "Content-Length: 0x2\r\n\r\n{}",
        "Content-Length : 2\r\n\r\n{}",
        "Content-Length: 99999999999999999999\r\n\r\n{}",
        "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding:\u000bchunked\r\n\r\n0\r\n\r\n",
        "X-Folded: a\r\n b\r\n\r\n",
        " X-Folded: a\r\n\r\n",
        "X-Bare: a\nContent-Length: 2\r\n\r\n{}",
        "X-Bare: a\r\n\nContent-Length: 2\r\n\r\n{}",
        "X-Return: a\rContent-Length: 2\r\n\r\n{}",
        "X-Nul: a\u0000b\r\n\r\n",
        "no colon\r\n\r\n",
        ": no name\r\n\r\n",
        "Host: localhost\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n2\n{}\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n-2\r\n{}\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n2\r\n{}XX0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
      })
  void framing_that_can_be_read_in_two_ways_is_refused_and_closed(String rest) throws Exception {
    String smuggled = "GET /v1/models HTTP/1.1\r\nHost: localhost\r\n\r\n";
    try (Wire wire = stage.wire()) {
      String all = wire.send(POST + rest + smuggled).rest();
      assertThat(all).startsWith("HTTP/1.1 400 ").contains("\"error\":{\"message\":");
      assertThat(all).doesNotContain("\"object\":\"list\"", "[reset]");
      assertThat(all.split("HTTP/1.1 ", -1)).as("one answer").hasSize(2);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET\r\n\r\n",
        "GET /health\r\n\r\n",
        "GET  /health HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /health HTTP/1.1 \r\nHost: localhost\r\n\r\n",
        "\r\nGET /health HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /health HTTP/1.1\r\n\r\n",
        "GET http://localhost/health HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET http://evil.example/v1/models HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "CONNECT localhost:22 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET health HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
      })
  void a_first_line_that_is_not_as_it_must_be_is_refused(String request) throws Exception {
    try (Wire wire = stage.wire()) {
      assertThat(wire.send(request).rest()).matches("(?s)HTTP/1\\.1 (400|505) .*");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/../admin",
        "/v1/models/../../metrics",
        "/%2e%2e/health",
        "/v1/%6dodels",
        "/v1//models",
        "//localhost/v1/models",
        "/v1/models/",
        "/v1/models;x=1",
        "/v1\\models",
        "/V1/MODELS",
        "/v1/completions",
        "/tokenize",
        "/",
      })
  void only_the_listed_paths_are_served(String path) throws Exception {
    assertThat(stage.say(Wire.get(path)))
        .startsWith("HTTP/1.1 404 ")
        .contains("\"code\":\"not_found\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"evil.example", "127.0.0.1.evil.example", "localhost@evil", "", "10.0.0.1"})
  void a_forged_host_is_misdirected(String host) throws Exception {
    assertThat(stage.say("GET /v1/models HTTP/1.1\r\nHost: " + host + "\r\n\r\n"))
        .startsWith("HTTP/1.1 421 ")
        .contains("misdirected_request");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1:8010", "LOCALHOST:1", "[::1]:8010"})
  void a_name_of_this_machine_is_taken(String host) throws Exception {
    assertThat(stage.say("GET /v1/models HTTP/1.1\r\nHost: " + host + "\r\n\r\n"))
        .startsWith("HTTP/1.1 200 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Origin: https://evil.example", "Origin: null", "Sec-Fetch-Site: cross-site"})
  void a_page_of_another_site_is_turned_away(String header) throws Exception {
    assertThat(stage.say(Wire.post(Stage.ASK, header)))
        .startsWith("HTTP/1.1 403 ")
        .contains("foreign_origin");
  }

  @Test
  void headers_without_end_are_refused() throws Exception {
    try (Wire wire = stage.wire()) {
      String all = wire.send(POST + ("X-Long: " + "a".repeat(1000) + "\r\n").repeat(40)).rest();
      assertThat(all).startsWith("HTTP/1.1 431 ").contains("headers_too_large");
    }
  }

  @Test
  void one_long_first_line_is_refused() throws Exception {
    try (Wire wire = stage.wire()) {
      assertThat(wire.send("GET /" + "a".repeat(40 << 10)).rest()).startsWith("HTTP/1.1 431 ");
    }
  }

  @Test
  void headers_of_nearly_the_limit_are_taken() throws Exception {
    assertThat(stage.say(Wire.post(Stage.ASK, ("X-Long: " + "a".repeat(31 << 10)))))
        .startsWith("HTTP/1.1 200 ");
  }

  @Test
  void a_body_over_the_limit_is_refused_before_it_is_read() throws Exception {
    try (Wire wire = stage.wire()) {
      String all = wire.send(POST + "Content-Length: 5000000\r\n\r\n{").rest();
      assertThat(all).startsWith("HTTP/1.1 413 ").contains("body_too_large");
    }
  }

  @Test
  void a_body_over_the_limit_is_refused_while_it_is_still_being_sent() throws Exception {
    try (Wire wire = stage.wire()) {
      String all =
          wire.send(POST + "Content-Length: 5000000\r\n\r\n" + "x".repeat(5_000_000)).rest();
      assertThat(all).startsWith("HTTP/1.1 413 ").contains("body_too_large");
    }
  }

  @Test
  void chunks_over_the_limit_are_refused() throws Exception {
    String chunk = "10000\r\n" + "x".repeat(1 << 16) + "\r\n";
    try (Wire wire = stage.wire()) {
      String all = wire.send(POST + "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(66)).rest();
      assertThat(all).startsWith("HTTP/1.1 413 ").contains("body_too_large");
    }
  }

  @Test
  void chunks_within_the_limit_are_put_together() throws Exception {
    String body = Stage.ASK;
    int half = 20;
    String chunks = Integer.toHexString(half) + ";a=b\r\n" + body.substring(0, half) + "\r\n";
    byte[] rest = body.substring(half).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    try (Wire wire = stage.wire()) {
      wire.send(POST + "Transfer-Encoding: chunked\r\n\r\n" + chunks);
      wire.send(Integer.toHexString(rest.length) + "\r\n" + body.substring(half) + "\r\n0\r\n\r\n");
      assertThat(wire.answer()).startsWith("HTTP/1.1 200 ").contains("在");
    }
  }

  @Test
  void a_head_that_trickles_in_is_given_up() throws Exception {
    try (Wire wire = stage.wire()) {
      long start = System.nanoTime();
      wire.send("GET /health HTTP/1.1\r\n");
      Thread trickle =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  for (int i = 0; i < 200; i++) {
                    wire.send("X");
                    Thread.sleep(50);
                  }
                } catch (Exception closed) {
                  // as it should be
                }
              });
      assertThat(wire.until("}}")).startsWith("HTTP/1.1 408 ");
      assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(8));
      trickle.interrupt();
    }
  }

  @Test
  void a_body_that_trickles_in_is_given_up() throws Exception {
    try (Wire wire = stage.wire()) {
      assertThat(wire.send(POST + "Content-Length: 100\r\n\r\n{").rest())
          .startsWith("HTTP/1.1 408 ");
    }
  }

  @Test
  void a_connection_without_a_request_is_closed() throws Exception {
    try (Wire wire = stage.wire()) {
      assertThat(wire.rest()).isEmpty();
    }
  }

  @Test
  void a_connection_that_is_not_used_again_is_closed() throws Exception {
    try (Wire wire = stage.wire()) {
      wire.send(Wire.get("/health"));
      assertThat(wire.answer()).contains("\"ok\"");
      assertThat(wire.rest()).isEmpty();
    }
  }

  @Test
  void a_client_that_asks_first_is_told_to_go_on() throws Exception {
    try (Wire wire = stage.wire()) {
      int length = Stage.ASK.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
      wire.send(POST + "Expect: 100-continue\r\nContent-Length: " + length + "\r\n\r\n");
      assertThat(wire.answer()).startsWith("HTTP/1.1 100 ");
      assertThat(wire.send(Stage.ASK).answer()).startsWith("HTTP/1.1 200 ").contains("在");
    }
  }

  @Test
  void a_client_that_asks_first_with_too_much_is_not_told_to_go_on() throws Exception {
    try (Wire wire = stage.wire()) {
      assertThat(wire.send(POST + "Expect: 100-continue\r\nContent-Length: 5000000\r\n\r\n").rest())
          .startsWith("HTTP/1.1 413 ");
    }
  }

  @Test
  void another_expectation_is_refused() throws Exception {
    assertThat(stage.say(Wire.post(Stage.ASK, "Expect: miracle"))).startsWith("HTTP/1.1 417 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "\"model\"",
        "{\"model\":\"shop\"",
        "{\"model\":\"shop\"} {}",
        "{\"model\":\"shop\",}",
        "{\"model\":'shop'}",
        "{\"messages\":[]}",
        "{\"model\":null}",
        "{\"model\":7}",
        "{\"model\":[\"shop\"]}",
        "{\"model\":\"shop\",\"model\":\"other\"}",
        "{\"model\":\"shop\",\"stream\":\"yes\"}",
        "{\"model\":\"shop\",\"stream\":true,\"stream\":false}",
        "{\"model\":\"shop\",\"x\":NaN}",
      })
  void a_body_that_is_no_request_is_refused(String body) throws Exception {
    assertThat(stage.say(Wire.post(body)))
        .startsWith("HTTP/1.1 400 ")
        .contains("\"type\":\"invalid_request_error\"");
  }

  @Test
  void json_that_is_too_deep_is_refused() throws Exception {
    String deep = "{\"model\":\"shop\",\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    assertThat(stage.say(Wire.post(deep))).startsWith("HTTP/1.1 400 ").contains("invalid_json");
  }

  @Test
  void an_unknown_model_is_not_found() throws Exception {
    assertThat(stage.say(Wire.post(Stage.ASK.replace("shop", "gpt\\n\\u0000-5"))))
        .startsWith("HTTP/1.1 404 ")
        .contains("没有叫“gpt??-5”的部署。现有：shop。", "model_not_found", "\"param\":\"model\"");
  }

  @Test
  void another_method_is_told_the_right_one() throws Exception {
    assertThat(stage.say(Wire.get("/v1/chat/completions")))
        .startsWith("HTTP/1.1 405 ")
        .contains("POST");
  }

  @Test
  void requests_without_end_ahead_of_a_slow_answer_are_not_stored() throws Exception {
    ChatAnswer slow = ChatAnswer.of("一", "二").pace(Duration.ofSeconds(1), Duration.ZERO);
    try (Stage patient = Stage.of(_ -> slow.script());
        Wire wire = patient.wire()) {
      wire.send(Wire.post(Stage.STREAM));
      Thread flood =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  while (true) {
                    wire.send(Wire.get("/health").repeat(500));
                  }
                } catch (Exception closed) {
                  // as it should be
                }
              });
      assertThat(wire.until("[DONE]")).contains("一", "二");
      assertThat(wire.until("\"ok\"")).doesNotContain("error");
      flood.interrupt();
    }
  }

  @Test
  void connections_over_the_limit_are_closed() throws Exception {
    try (Stage small =
            Stage.of(
                _ -> ChatAnswer.of("在").asOneJson(),
                usual ->
                    new GatewaySettings(
                        usual.address(),
                        usual.language(),
                        new GatewaySettings.Limits(32 << 10, 4 << 20, 1),
                        usual.patience()));
        Wire first = small.wire()) {
      assertThat(first.send(Wire.get("/health")).answer()).contains("ok");
      try (Wire second = small.wire()) {
        assertThat(second.rest().replace("[reset]", "")).isEmpty();
      }
    }
  }
}
