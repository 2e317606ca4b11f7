package touchstone.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import touchstone.model.Problem;
import touchstone.testing.ChatAnswer;
import touchstone.testing.FakeEndpoint;
import touchstone.testing.FakeRequest;
import touchstone.testing.Script;

/** What the gateway tells of itself: metrics and the access log. */
@Timeout(30)
class ObservedTest {
  private static final String USAGE =
      "{\"choices\":[{\"message\":{\"content\":\"\\\"completion_tokens\\\":99 在\"}}],"
          + "\"usage\":{\"prompt_tokens\": 12,\"completion_tokens\":3,\"total_tokens\":15}}";

  @TempDir Path folder;

  private final List<Problem> faults = new CopyOnWriteArrayList<>();

  @Test
  void requests_streams_bytes_and_added_time_are_counted() throws Exception {
    ChatAnswer slow =
        ChatAnswer.of("一", "二").withoutRole().pace(Duration.ZERO, Duration.ofMillis(800));
    try (FakeEndpoint engine = FakeEndpoint.raw(_ -> slow.script());
        Gateway gateway = gateway(engine, Optional.empty())) {
      try (Wire wire = new Wire(gateway.port())) {
        wire.send(Wire.post(Stage.STREAM)).until("一");
        assertThat(metrics(gateway)).contains("touchstone_gateway_streams_in_flight 1.0\n");
        String all = wire.until("0\r\n\r\n");
        assertThat(all).contains("二");
      }
      say(gateway, Wire.post(Stage.ASK.replace("shop", "a-thousand-other-names")));
      RelayTest.eventually(() -> metrics(gateway).contains("streams_in_flight 0.0\n"));
      String text = metrics(gateway);
      assertThat(text)
          .contains("touchstone_gateway_requests_total{model=\"shop\",status=\"200\"} 1.0\n")
          .contains("touchstone_gateway_requests_total{model=\"\",status=\"404\"} 1.0\n")
          .contains("touchstone_gateway_added_seconds_bucket{le=\"+Inf\"} ")
          .contains("touchstone_gateway_answer_bytes_total{model=\"shop\"} ")
          .doesNotContain("a-thousand-other-names")
          .doesNotContain("touchstone_gateway_added_seconds_count 0\n");
    }
  }

  @Test
  void an_answer_that_was_cut_off_is_counted_as_such() throws Exception {
    Script broken = ChatAnswer.of("一", "二").brokenAfter(2, Script.Ending.CLOSE);
    try (FakeEndpoint engine = FakeEndpoint.raw(_ -> broken);
        Gateway gateway = gateway(engine, Optional.empty())) {
      say(gateway, Wire.post(Stage.STREAM));
      assertThat(metrics(gateway)).contains("cut_off_total{model=\"shop\"} 1.0\n");
    }
  }

  @Test
  void every_chat_request_is_a_line_and_what_was_said_is_not_in_it() throws Exception {
    Path file = folder.resolve("logs").resolve("access.jsonl");
    try (FakeEndpoint engine = FakeEndpoint.raw(ObservedTest::counting);
        AccessLog log = AccessLog.open(file, false, InstantSource.system(), faults::add);
        Gateway gateway = gateway(engine, Optional.of(log))) {
      say(gateway, Wire.post(Stage.ASK));
      say(gateway, Wire.post(Stage.ASK.replace("shop", "shpo")));
      say(gateway, Wire.get("/v1/models"));
    }
    List<JsonNode> rows = rows(file);
    assertThat(rows).hasSize(2);
    JsonNode row = rows.getFirst();
    assertThat(Duration.between(Instant.parse(row.path("time").asString()), Instant.now()))
        .isBetween(Duration.ZERO, Duration.ofSeconds(30));
    assertThat(row.path("model").asString()).isEqualTo("shop");
    assertThat(row.path("status").asInt()).isEqualTo(200);
    assertThat(row.path("whole").asBoolean()).isTrue();
    assertThat(row.path("bytes").asInt()).isEqualTo(USAGE.getBytes(UTF_8).length);
    assertThat(row.path("input_tokens").asInt()).isEqualTo(12);
    assertThat(row.path("output_tokens").asInt()).isEqualTo(3);
    assertThat(row.path("total_ms").asDouble())
        .isPositive()
        .isGreaterThanOrEqualTo(row.path("first_ms").asDouble());
    assertThat(rows.get(1).path("status").asInt()).isEqualTo(404);
    assertThat(Files.readString(file)).doesNotContain("在");
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(faults).isEmpty();
  }

  @Test
  void what_was_said_is_recorded_where_that_was_asked_for() throws Exception {
    Path file = folder.resolve("access.jsonl");
    try (FakeEndpoint engine = FakeEndpoint.raw(ObservedTest::counting);
        AccessLog log = AccessLog.open(file, true, InstantSource.system(), faults::add);
        Gateway gateway = gateway(engine, Optional.of(log))) {
      say(gateway, Wire.post(Stage.ASK));
    }
    assertThat(rows(file).getFirst().path("request").asString()).isEqualTo(Stage.ASK);
    assertThat(rows(file).getFirst().path("answer").asString()).isEqualTo(USAGE);
  }

  @Test
  void a_full_file_is_put_aside() throws Exception {
    Path file = folder.resolve("access.jsonl");
    try (FakeEndpoint engine = FakeEndpoint.raw(ObservedTest::counting);
        AccessLog log = AccessLog.open(file, false, 400, InstantSource.system(), faults::add);
        Gateway gateway = gateway(engine, Optional.of(log))) {
      for (int i = 0; i < 3; i++) {
        say(gateway, Wire.post(Stage.ASK));
      }
    }
    assertThat(rows(file).size() + rows(folder.resolve("access.jsonl.1")).size()).isEqualTo(3);
    assertThat(Files.size(file)).isLessThanOrEqualTo(400);
  }

  @Test
  void lines_that_cannot_be_written_are_counted_and_told_once() throws Exception {
    Path file = folder.resolve("access.jsonl");
    try (FakeEndpoint engine = FakeEndpoint.raw(ObservedTest::counting);
        AccessLog log = AccessLog.open(file, false, InstantSource.system(), faults::add);
        Gateway gateway = gateway(engine, Optional.of(log))) {
      Files.delete(file);
      Files.createDirectory(file);
      for (int i = 0; i < 2; i++) {
        assertThat(say(gateway, Wire.post(Stage.ASK))).startsWith("HTTP/1.1 200 ");
      }
      RelayTest.eventually(() -> metrics(gateway).contains("lost_lines 2.0\n"));
      assertThat(faults).hasSize(1);
    }
  }

  private static Script counting(FakeRequest request) {
    return Script.json(200, USAGE);
  }

  private static List<JsonNode> rows(Path file) throws java.io.IOException {
    return Files.readString(file).lines().map(JsonMapper.shared()::readTree).toList();
  }

  private static Gateway gateway(FakeEndpoint engine, Optional<AccessLog> log) {
    List<Route> routes = List.of(Stage.up("shop", engine));
    return Gateway.start(Stage.settings(), Stage.parts(() -> routes, log));
  }

  private static String metrics(Gateway gateway) {
    try {
      return say(gateway, Wire.get("/metrics"));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String say(Gateway gateway, String request) throws java.io.IOException {
    try (Wire wire = new Wire(gateway.port())) {
      return wire.send(request.replaceFirst("\r\n", "\r\nConnection: close\r\n")).rest();
    }
  }
}
