package touchstone.deploy.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchTest {
  private static final int SIZE = 4;

  @ParameterizedTest
  @ValueSource(strings = {"tiny-llama.gguf", "tiny-gemma3.gguf"})
  void a_batch_gives_the_same_answers_whatever_went_before(String model) throws Exception {
    List<String> first;
    try (EngineProcess engine = start(model)) {
      Client client = new Client(engine);
      first = conversation(client, "s1", 0);
      assertThat(conversation(client, "s2", 1)).as("again, in another order").isEqualTo(first);
      for (int i = 0; i < 6; i++) {
        client.say(Client.ask("订单" + i, "\"max_tokens\":" + (5 + i)));
      }
      batch(
          client,
          "other",
          "",
          9,
          List.of(List.of("在吗"), List.of("退款"), List.of("a"), List.of("b")));
      assertThat(conversation(client, "s3", 2)).as("after other work").isEqualTo(first);
    }
    try (EngineProcess engine = start(model)) {
      Client client = new Client(engine);
      CompletableFuture<?> beside =
          client.postLater(Client.ask("你好", "\"max_tokens\":400,\"seed\":1"));
      assertThat(conversation(client, "s1", 3)).as("after a restart").isEqualTo(first);
      beside.get(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void a_batch_that_stays_incomplete_is_refused_when_a_client_goes() throws Exception {
    try (EngineProcess engine = start("tiny-llama.gguf")) {
      Client client = new Client(engine);
      CompletableFuture<HttpResponse<String>> waits =
          client.postLater(Client.ask("你好", slot("b", 0, "")));
      CompletableFuture<HttpResponse<String>> leaves =
          client.postLater(Client.ask("你好", slot("b", 1, "")));
      while (client.health().path("queued").intValue() < 2) {
        Thread.sleep(5);
      }
      leaves.cancel(true);
      HttpResponse<String> answer = waits.get(10, TimeUnit.SECONDS);
      assertThat(answer.statusCode()).isEqualTo(409);
      assertThat(answer.body()).contains("went away");
      assertThat(client.say(Client.ask("你好", "\"max_tokens\":3"))).isNotNull();
    }
  }

  @Test
  void two_requests_for_one_place_are_a_fault() throws Exception {
    try (EngineProcess engine = start("tiny-llama.gguf")) {
      Client client = new Client(engine);
      CompletableFuture<HttpResponse<String>> waits =
          client.postLater(Client.ask("你好", slot("b", 0, "")));
      while (client.health().path("queued").intValue() < 1) {
        Thread.sleep(5);
      }
      HttpResponse<String> second = client.post(Client.ask("你好", slot("b", 0, "")));
      assertThat(second.statusCode()).isEqualTo(400);
      assertThat(second.body()).contains("index 0 already");
      waits.cancel(true);
    }
  }

  private static EngineProcess start(String model) {
    return Fixtures.start(Fixtures.settings(model, Fixtures.TEMPLATE));
  }

  /** Two turns of four conversations, as one list of answers. */
  private static List<String> conversation(Client client, String session, int order)
      throws Exception {
    List<List<String>> turns = new ArrayList<>();
    for (int i = 0; i < SIZE; i++) {
      turns.add(List.of("你好请问" + "订单".repeat(3 * i)));
    }
    List<String> first = batch(client, session + "-1", session, order, turns);
    for (int i = 0; i < SIZE; i++) {
      turns.set(i, List.of(turns.get(i).getFirst(), first.get(i), "退款" + i));
    }
    List<String> all = new ArrayList<>(first);
    all.addAll(batch(client, session + "-2", session, order + 10, turns));
    return all;
  }

  private static List<String> batch(
      Client client, String id, String session, int order, List<List<String>> conversations)
      throws Exception {
    List<Integer> arrival = new ArrayList<>(List.of(0, 1, 2, 3));
    Collections.shuffle(arrival, new Random(order));
    List<CompletableFuture<HttpResponse<String>>> answers =
        new ArrayList<>(Collections.nCopies(SIZE, new CompletableFuture<>()));
    for (int index : arrival) {
      answers.set(
          index, client.postLater(body(conversations.get(index), slot(id, index, session))));
    }
    List<String> texts = new ArrayList<>();
    for (CompletableFuture<HttpResponse<String>> each : answers) {
      texts.add(Client.content(each.get(30, TimeUnit.SECONDS)));
    }
    return texts;
  }

  private static String body(List<String> turns, String fields) {
    StringBuilder messages = new StringBuilder();
    messages.append("{\"role\":\"system\",\"content\":\"你是客服，请问客服可以帮您查询订单的物流吗\"}");
    for (int i = 0; i < turns.size(); i++) {
      messages
          .append(",{\"role\":\"")
          .append(i % 2 == 0 ? "user" : "assistant")
          .append("\",\"content\":")
          .append(Json.write(turns.get(i)))
          .append('}');
    }
    return "{\"messages\":[" + messages + "]," + fields + "}";
  }

  private static String slot(String id, int index, String session) {
    return "\"max_tokens\":%d,\"seed\":%d,\"touchstone_batch\":{\"id\":\"%s\",\"size\":4,\"index\":%d,\"session\":\"%s\"}"
        .formatted(40 + 7 * index, index, id, index, session);
  }
}
