package touchstone.deploy.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChatTest {
  private EngineProcess engine;
  private Client client;

  @BeforeAll
  void start() {
    engine = Fixtures.start(Fixtures.settings("tiny-llama.gguf", Fixtures.TEMPLATE));
    client = new Client(engine);
  }

  @AfterAll
  void stop() {
    engine.close();
  }

  @Test
  void health_and_models_name_the_model() throws Exception {
    assertThat(client.health().path("status").stringValue()).isEqualTo("ok");
    assertThat(client.health().path("load_seconds").doubleValue()).isPositive();
    assertThat(Json.read(client.get("/v1/models").body()).path("data").path(0).path("id"))
        .hasToString("\"tiny\"");
  }

  @Test
  void a_whole_answer_carries_its_usage() throws Exception {
    JsonNode root = Json.read(client.post(Client.ask("你好", "\"max_tokens\":5,\"seed\":1")).body());
    assertThat(root.path("usage").path("completion_tokens").intValue()).isEqualTo(5);
    assertThat(root.path("usage").path("prompt_tokens").intValue()).isPositive();
    assertThat(root.path("choices").path(0).path("finish_reason").stringValue())
        .isEqualTo("length");
  }

  @Test
  void a_stream_gives_role_content_finish_usage_and_done() throws Exception {
    String fields =
        "\"max_tokens\":20,\"seed\":4,\"stream\":true,\"stream_options\":{\"include_usage\":true}";
    List<String> events = client.events(Client.ask("请问", fields));
    assertThat(events.getFirst()).contains("\"role\":\"assistant\"");
    assertThat(events.getLast()).isEqualTo("[DONE]");
    assertThat(events.get(events.size() - 2)).contains("\"prompt_tokens\"");
    assertThat(events.get(events.size() - 3)).containsPattern("finish_reason\":\"(stop|length)\"");
    StringBuilder text = new StringBuilder();
    for (String event : events.subList(1, events.size() - 3)) {
      text.append(Json.read(event).at("/choices/0/delta/content").stringValue());
    }
    String whole = client.say(Client.ask("请问", "\"max_tokens\":20,\"seed\":4"));
    assertThat(text).hasToString(whole).isNotEmpty();
  }

  @Test
  void a_stop_string_ends_the_answer_before_it() throws Exception {
    String whole = client.say(Client.ask("退款", "\"max_tokens\":60,\"seed\":2"));
    String stop = whole.substring(8, 11);
    String cut =
        client.say(Client.ask("退款", "\"max_tokens\":60,\"seed\":2,\"stop\":" + Json.write(stop)));
    assertThat(cut).isEqualTo(whole.substring(0, whole.indexOf(stop)));
  }

  @Test
  void the_same_seed_draws_the_same_and_another_seed_another() throws Exception {
    String first = client.say(Client.ask("订单", "\"max_tokens\":30,\"seed\":5"));
    assertThat(client.say(Client.ask("订单", "\"max_tokens\":30,\"seed\":5"))).isEqualTo(first);
    assertThat(client.say(Client.ask("订单", "\"max_tokens\":30,\"seed\":6"))).isNotEqualTo(first);
  }

  @Test
  void a_presence_penalty_widens_the_choice() throws Exception {
    String plain = client.say(Client.ask("发票", "\"max_tokens\":60,\"temperature\":0"));
    String fields = "\"max_tokens\":60,\"temperature\":0,\"frequency_penalty\":2";
    assertThat(client.say(Client.ask("发票", fields)).chars().distinct().count())
        .isGreaterThanOrEqualTo(plain.chars().distinct().count());
  }

  @Test
  void an_answer_that_fills_the_context_ends_by_length() throws Exception {
    String body = Client.ask("a".repeat(980), "\"seed\":1,\"response_format\":{\"type\":\"text\"}");
    JsonNode root = Json.read(client.post(body).body());
    int prompt = root.at("/usage/prompt_tokens").intValue();
    int completion = root.at("/usage/completion_tokens").intValue();
    assertThat(prompt + completion).isLessThanOrEqualTo(1025);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\"},\"b\":{\"enum\":[\"x\",\"你\"]}},\"required\":[\"a\",\"b\"],\"additionalProperties\":false}",
        "{\"type\":\"array\",\"items\":{\"type\":\"boolean\"},\"minItems\":2,\"maxItems\":3}",
        "{\"type\":\"object\",\"properties\":{\"s\":{\"type\":\"string\",\"maxLength\":5}},\"required\":[\"s\"]}"
      })
  void a_schema_is_kept_even_by_random_weights(String schema) throws Exception {
    String format =
        "\"max_tokens\":200,\"seed\":3,\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"x\",\"schema\":%s}}"
            .formatted(schema);
    JsonNode answer = Json.read(client.say(Client.ask("是", format)));
    JsonNode wanted = Json.read(schema);
    if (wanted.path("type").stringValue().equals("array")) {
      assertThat(answer.size()).isBetween(2, 3);
      answer.forEach(each -> assertThat(each.isBoolean()).isTrue());
    } else {
      wanted.path("required").forEach(each -> assertThat(answer.has(each.stringValue())).isTrue());
      assertThat(answer.path("b").asString("x")).isIn("x", "你");
      assertThat(
              answer
                  .path("s")
                  .asString("")
                  .codePointCount(0, answer.path("s").asString("").length()))
          .isLessThanOrEqualTo(5);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"n\":2|400|n is 2",
        "\"temperature\":-1|400|temperature is -1",
        "\"max_tokens\":0|400|max_tokens is 0",
        "\"top_p\":\"a\"|400|top_p is \"a\"",
        "\"stop\":[1]|400|stop is [1]",
        "\"model\":\"other\"|404|ask for tiny",
        "\"tools\":[{}]|400|tools is not supported",
        "\"response_format\":{\"type\":\"xml\"}|400|response_format.type is \"xml\"",
        "\"seed\":18446744073709551615|400|seed is 18446744073709551615",
        "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"schema\":{\"$ref\":\"#foo\"}}}|400|is"
            + " #foo",
        "\"touchstone_batch\":{\"id\":\"a\",\"size\":5,\"index\":0}|400|at most 4"
      })
  void a_wrong_field_is_named_with_its_value(String field, int status, String said)
      throws Exception {
    HttpResponse<String> response = client.post(Client.ask("你好", field));
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(Json.read(response.body()).at("/error/message").stringValue()).contains(said);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 4294967295L, 0, 7})
  void the_same_seed_gives_the_same_answer(long seed) throws Exception {
    String body = Client.ask("你好", "\"max_tokens\":24,\"temperature\":1.5,\"seed\":" + seed);
    assertThat(client.say(body)).isEqualTo(client.say(body));
  }

  @Test
  void a_penalty_without_a_cap_costs_no_more_memory_than_an_answer_can_be_long() throws Exception {
    client.say(Client.ask("你好", "\"seed\":1"));
    long before = residentKiB();
    client.say(Client.ask("你好", "\"seed\":1,\"frequency_penalty\":0.5"));
    assertThat(residentKiB() - before).isLessThan(200 * 1024);
  }

  /** The most memory that the engine ever held. */
  private long residentKiB() throws IOException {
    return Files.readAllLines(Path.of("/proc/" + engine.processId() + "/status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void top_k_0_and_minus_1_draw_from_the_whole_vocabulary() throws Exception {
    String fields = "\"max_tokens\":30,\"seed\":9,\"temperature\":5";
    String all = client.say(Client.ask("你好", fields + ",\"top_k\":0"));
    assertThat(client.say(Client.ask("你好", fields + ",\"top_k\":-1"))).isEqualTo(all);
    String few = client.say(Client.ask("你好", fields + ",\"top_k\":" + Samplers.CANDIDATES));
    assertThat(few).isNotEqualTo(all).isEqualTo(client.say(Client.ask("你好", fields)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",\"content\":null"})
  void an_assistant_may_have_said_nothing(String content) throws Exception {
    assertThat(promptTokens(content)).isEqualTo(promptTokens(",\"content\":\"\""));
    String user = "{\"messages\":[{\"role\":\"user\"%s}]}";
    assertThat(client.post(user.formatted(",\"content\":null")).body())
        .contains("messages[0].content is null");
    assertThat(client.post(user.formatted("")).body()).contains("messages[0].content is absent");
  }

  private int promptTokens(String assistantContent) throws Exception {
    String body =
        "{\"messages\":[{\"role\":\"user\",\"content\":\"退款\"},{\"role\":\"assistant\"%s}],\"max_tokens\":1}"
            .formatted(assistantContent);
    JsonNode root = Json.read(client.post(body).body());
    assertThat(root.at("/usage/prompt_tokens").isNumber()).as(root.toString()).isTrue();
    return root.at("/usage/prompt_tokens").intValue();
  }

  @Test
  void bodies_that_are_no_requests_are_refused() throws Exception {
    assertThat(client.post("{").statusCode()).isEqualTo(400);
    assertThat(client.post("{}").body()).contains("messages is absent");
    assertThat(client.post(" ".repeat(5 << 20)).statusCode()).isEqualTo(413);
    assertThat(client.get("/v1/nothing").statusCode()).isEqualTo(404);
    assertThat(client.get("/v1/chat/completions").statusCode()).isEqualTo(405);
  }

  @Test
  void a_client_that_goes_on_sending_too_much_still_hears_why() throws Exception {
    byte[] part = new byte[1 << 20];
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), engine.port())) {
      socket.setSoTimeout(10_000);
      String head =
          "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n"
              .formatted(16 * part.length);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      Thread.sleep(100); // the answer is on its way before the body is
      for (int i = 0; i < 16; i++) {
        socket.getOutputStream().write(part);
      }
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(answer).startsWith("HTTP/1.1 413").contains("body_too_large");
    }
  }

  @Test
  void a_prompt_beyond_the_context_is_refused() throws Exception {
    HttpResponse<String> response = client.post(Client.ask("字".repeat(2000), ""));
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("context_length_exceeded", "1024");
  }

  @Test
  void a_shared_system_prompt_is_read_once() throws Exception {
    String body =
        "{\"messages\":[{\"role\":\"system\",\"content\":\"%s\"},{\"role\":\"user\",\"content\":\"你好\"}],\"max_tokens\":1}"
            .formatted("客服".repeat(100));
    double before = client.health().path("compute_seconds").doubleValue();
    client.post(body);
    JsonNode usage = Json.read(client.post(body).body()).path("usage");
    assertThat(usage.at("/prompt_tokens_details/cached_tokens").intValue()).isGreaterThan(100);
    assertThat(client.health().path("compute_seconds").doubleValue()).isGreaterThan(before);
  }

  @Test
  void a_full_queue_says_when_to_come_back() throws Exception {
    List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      all.add(client.postLater(Client.ask("我要", "\"max_tokens\":300,\"seed\":" + i)));
    }
    List<HttpResponse<String>> answers = all.stream().map(CompletableFuture::join).toList();
    assertThat(answers).anyMatch(each -> each.statusCode() == 200);
    assertThat(answers)
        .filteredOn(each -> each.statusCode() != 200)
        .isNotEmpty()
        .allMatch(each -> each.statusCode() == 503)
        .allMatch(each -> each.headers().firstValue("retry-after").isPresent());
  }

  @Test
  void work_ends_when_its_clients_go_away() throws Exception {
    List<Socket> clients = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      clients.add(begin(Client.ask("查询", "\"ignore\":1,\"stream\":" + (i % 2 == 0))));
    }
    await(true);
    for (Socket each : clients) {
      each.close();
    }
    await(false);
  }

  private Socket begin(String body) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), engine.port());
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String head =
        "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n"
            .formatted(bytes.length);
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().write(bytes);
    return socket;
  }

  private void await(boolean working) throws Exception {
    for (int i = 0; i < 500; i++) {
      JsonNode health = client.health();
      boolean works = health.path("active").intValue() + health.path("queued").intValue() > 0;
      if (works == working) {
        return;
      }
      Thread.sleep(4);
    }
    throw new AssertionError("expected work: " + working + ", health: " + client.health());
  }
}
